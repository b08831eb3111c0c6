"""Files that only an office program can read, converted by the LibreOffice of this machine where there is one.

The conversion runs in a process of its own on a copy, with a profile of its own in which macros, links and active content are
switched off; it is stopped after a time limit, and nothing of it is left behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from core.errors import ReadError

SECONDS: Final = 60
"""How long a conversion may take; it needs three to ten, the first one on a machine more."""
SLOW: Final = f"LibreOffice 转换这个文件超过 {SECONDS} 秒，已停止；请用 Word 或 WPS 打开后另存为 .docx 再检查。"
_FAILED: Final = "这个文件要先转换才能读取，LibreOffice 没有转换成功；请用 Word 或 WPS 打开后另存为 .docx 再检查。"
USED: Final = "这个文件由本机的 LibreOffice 转换后读取，个别版式可能与原文件不同。"

_PLACES: Final = (
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/opt/libreoffice/program/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class OfficeNeededError(ReadError):
    """Only an office program can read the file; the sentence says what to do where there is none.

    ``suffix`` is how the name of such a file should end, whatever the draft is called.
    """

    def __init__(self, sentence: str, suffix: str) -> None:
        super().__init__(sentence)
        self.suffix = suffix


def find() -> str | None:
    """The LibreOffice of this machine; None where there is none."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_path or next((place for place in _PLACES if Path(place).is_file()), None)


def converted(path: Path, office: str, folder: Path, suffix: str) -> Path:
    """``path``, by its content a file with this suffix, as a docx below ``folder``. Raises ReadError when that does not work out in time."""
    source = folder / f"draft{suffix}"
    shutil.copyfile(path, source)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck")
    _run([office, profile, *quiet, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)])
    made = source.with_suffix(".docx")
    if not made.is_file():
        raise ReadError(_FAILED)
    return made


def _run(command: list[str]) -> None:
    """Run a command in a group of its own, and end the whole group when its time is up."""
    own_group, nothing = os.name == "posix", subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=own_group) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            _kill(process)
            raise ReadError(SLOW) from None
        except BaseException:
            _kill(process)
            raise


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    process.kill()


def workplace() -> tempfile.TemporaryDirectory[str]:
    """A folder for one conversion that goes when it is over."""
    return tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True)
