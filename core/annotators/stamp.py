"""Whether a draft is still the one that was checked."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core.errors import WriteError
from core.findings import Result

CHANGED: Final = "文件在检查之后改动过，没有生成副本。请重新检查后再试。"
GONE: Final = "被检查的文件已不在原处，或者打不开，没有生成副本。请把它放回原来的位置，或打开它现在的位置重新检查。"


def require_as_checked(result: Result) -> None:
    """Raise WriteError when the draft was changed, moved or deleted after the check."""
    from core.readers.digest import digest_of  # noqa: PLC0415 - the window knows marks before it knows readers

    now = digest_of(Path(result.path))
    if not now:
        raise WriteError(GONE)
    if result.digest and now != result.digest:
        raise WriteError(CHANGED)
