; The Windows installer: per user without administrator rights, or for everybody; also silent (/S with /CurrentUser or /AllUsers, /D=FOLDER
; last). Compiles on Windows and on Linux:
;   makensis -DVERSION=0.1.0 -DBUNDLE=dist/nianbao -DOUT=dist/setup.exe [-DAMD64] nianbao.nsi
; AMD64 makes the installer itself a 64-bit program, for a wine that runs no other; the NSIS of Debian can do that.
Unicode true
!ifdef AMD64
  Target amd64-unicode
!endif
!include MUI2.nsh
!include nsDialogs.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh
!include x64.nsh

!ifdef NSIS_WIN32_MAKENSIS
  !define SLASH "\"
!else
  !define SLASH "/"
!endif
!define NAME "年报自查"
!define ID "nianbao"
!define WINDOW "nianbao-gui.exe"
!define CLASSES "Software\Classes"
!define PROGID "nianbao.report"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\${WINDOW}"
!define RIGHT_CLICK "用年报自查检查"
!define CLOSE_FIRST "年报自查正在运行，请先关闭它的窗口再试。"

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
SetCompressor /SOLID lzma
InstallDir ""
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey FileDescription "${NAME} 安装程序"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey LegalCopyright "MIT"

Var Everybody
Var ForMe
Var ForAll

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "打开年报自查"
Page custom choose_mode leave_mode
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE leave_folder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; --- For whom ---------------------------------------------------------------------------------------------------------

; What is registered and where it lies follows from for whom it is installed.
!macro use_mode
  SetRegView 64
  ${If} $Everybody == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

!macro complain text status
  IfSilent +2
    MessageBox MB_OK|MB_ICONEXCLAMATION "${text}"
  SetErrorLevel ${status}
  Quit
!macroend

Function is_administrator
  UserInfo::GetAccountType
  Pop $0
FunctionEnd

Function default_folder
  ${If} $Everybody == 1
    StrCpy $INSTDIR "$PROGRAMFILES64\${ID}"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${ID}"
  ${EndIf}
  ; Where it is installed already, there again.
  ReadRegStr $0 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
FunctionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro complain "年报自查只能安装在 64 位的 Windows 10（1809）或更新的系统上。" 3
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    !insertmacro complain "年报自查需要 Windows 10（1809）或更新的系统，Windows 7 和 8 不能使用。" 3
  ${EndIf}
  StrCpy $Everybody 0
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/AllUsers" $2
  ${IfNot} ${Errors}
    StrCpy $Everybody 1
    Call is_administrator
    ${If} $0 != "Admin"
      !insertmacro complain "为所有用户安装需要管理员权限。请右键点安装程序，选“以管理员身份运行”。" 4
    ${EndIf}
  ${EndIf}
  !insertmacro use_mode
  ; /D=FOLDER has set it.
  ${If} $INSTDIR == ""
    Call default_folder
  ${EndIf}
FunctionEnd

Function choose_mode
  ; Chosen already when this was started anew as administrator.
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/AllUsers" $2
  ${IfNot} ${Errors}
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "为谁安装" "没有管理员密码的，选第一项。"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 20u 100% 12u "只为我安装（不需要管理员密码）"
  Pop $ForMe
  ${NSD_CreateRadioButton} 0 40u 100% 12u "为这台电脑的所有用户安装（需要管理员密码）"
  Pop $ForAll
  ${NSD_Check} $ForMe
  nsDialogs::Show
FunctionEnd

Function leave_mode
  ${NSD_GetState} $ForAll $0
  ${If} $0 != ${BST_CHECKED}
    Return
  ${EndIf}
  Call is_administrator
  ${If} $0 == "Admin"
    StrCpy $Everybody 1
    !insertmacro use_mode
    Call default_folder
    Return
  ${EndIf}
  ; Windows asks for the password and starts this once more.
  ClearErrors
  ExecShell "runas" "$EXEPATH" "/AllUsers"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONEXCLAMATION "没有得到管理员权限。可以改选“只为我安装”。"
    Abort
  ${EndIf}
  Quit
FunctionEnd

; What is removed later must be ours alone, so it has a folder of its own.
Function leave_folder
  ${GetFileName} $INSTDIR $0
  ${If} $0 != "${ID}"
    StrCpy $INSTDIR "$INSTDIR\${ID}"
  ${EndIf}
FunctionEnd

; --- Installing -------------------------------------------------------------------------------------------------------

!macro must_not_run un
  ${If} ${FileExists} "$INSTDIR\${WINDOW}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${WINDOW}" a
    ${If} ${Errors}
      !insertmacro complain "${CLOSE_FIRST}" 5
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro remove_program
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\nianbao.exe"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\使用手册.md"
  RMDir /r "$INSTDIR\图"
!macroend

!macro each_kind do
  !insertmacro ${do} ".docx"
  !insertmacro ${do} ".doc"
  !insertmacro ${do} ".wps"
  !insertmacro ${do} ".rtf"
  !insertmacro ${do} ".pdf"
  !insertmacro ${do} ".ofd"
  !insertmacro ${do} ".xlsx"
  !insertmacro ${do} ".xls"
  !insertmacro ${do} ".et"
  !insertmacro ${do} ".html"
  !insertmacro ${do} ".htm"
  !insertmacro ${do} ".mht"
  !insertmacro ${do} ".txt"
!macroend

; Offered under "open with" and on right-click; the program that opens such files by double-click stays as it is.
!macro register_kind ending
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\SupportedTypes" "${ending}" ""
  WriteRegStr SHCTX "${CLASSES}\${ending}\OpenWithProgids" "${PROGID}" ""
  WriteRegStr SHCTX "${CLASSES}\SystemFileAssociations\${ending}\shell\${ID}" "" "${RIGHT_CLICK}"
  WriteRegStr SHCTX "${CLASSES}\SystemFileAssociations\${ending}\shell\${ID}" "Icon" '"$INSTDIR\${WINDOW}",0'
  WriteRegStr SHCTX "${CLASSES}\SystemFileAssociations\${ending}\shell\${ID}\command" "" '"$INSTDIR\${WINDOW}" "%1"'
!macroend

!macro forget_kind ending
  DeleteRegValue SHCTX "${CLASSES}\${ending}\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${ending}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${ending}"
  DeleteRegKey SHCTX "${CLASSES}\SystemFileAssociations\${ending}\shell\${ID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\SystemFileAssociations\${ending}\shell"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\SystemFileAssociations\${ending}"
!macroend

!macro tell_the_shell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "年报自查（必需）" required
  SectionIn RO
  !insertmacro must_not_run ""
  !insertmacro remove_program
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}${SLASH}*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"

  WriteRegStr SHCTX "${APP_PATH}" "" "$INSTDIR\${WINDOW}"
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\${WINDOW}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  !insertmacro each_kind register_kind

  StrCpy $1 "/CurrentUser"
  ${If} $Everybody == 1
    StrCpy $1 "/AllUsers"
  ${EndIf}
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" '"$INSTDIR\${WINDOW}",0'
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" $1'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S $1'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $2 $3 $4
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" $2
  !insertmacro tell_the_shell
SectionEnd

Section "桌面快捷方式" desktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}"
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${required} "程序本身，以及右键菜单“${RIGHT_CLICK}”。"
  !insertmacro MUI_DESCRIPTION_TEXT ${desktop} "在桌面上放一个图标。"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; --- Removing ---------------------------------------------------------------------------------------------------------

Function un.onInit
  StrCpy $Everybody 0
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/AllUsers" $2
  ${IfNot} ${Errors}
    StrCpy $Everybody 1
  ${EndIf}
  ; Started from its folder, without a word on it: the registry knows.
  SetRegView 64
  ReadRegStr $3 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $3 == $INSTDIR
    StrCpy $Everybody 1
  ${EndIf}
  ${If} $Everybody == 1
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      IfSilent refuse
      ; Windows asks for the password and starts this once more.
      ClearErrors
      ExecShell "runas" "$INSTDIR\uninstall.exe" "/AllUsers"
      ${IfNot} ${Errors}
        Quit
      ${EndIf}
      refuse:
      !insertmacro complain "卸载为所有用户安装的程序需要管理员权限。" 4
    ${EndIf}
  ${EndIf}
  !insertmacro use_mode
FunctionEnd

; What users kept (dismissed findings) stays: it lies in their own folders.
Section "Uninstall"
  !insertmacro must_not_run un
  !insertmacro remove_program
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  !insertmacro each_kind forget_kind
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\${WINDOW}"
  DeleteRegKey SHCTX "${APP_PATH}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  !insertmacro tell_the_shell
SectionEnd
