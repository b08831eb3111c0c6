"""The zip package of Office Open XML: parts, relationships and limits; every fault is one sentence."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import unquote

from lxml import etree

from core.errors import ReadError

MAX_ENTRIES: Final = 50_000
"""Members of a package; a draft with 500 pictures has some 600."""
MAX_LISTING: Final = 16 << 20
"""Bytes of the list of members, which is looked at before it is read; 50 000 have about 5 MB."""
MAX_PART: Final = 128 << 20
"""Bytes of one unpacked XML part; a draft of 20 000 paragraphs needs about a fifth."""
MAX_READ: Final = 256 << 20
"""Bytes of all parts that are unpacked for one draft."""
MAX_TOTAL: Final = 4 << 30
"""Bytes that all members claim to have unpacked, pictures included."""
MAX_RATIO: Final = 300
"""Unpacked to packed; XML of real drafts stays below 100."""
RATIO_FREE: Final = 32 << 20
"""Parts up to this size are read whatever their ratio."""

WORD: Final = "Word 或 WPS "
"""The programs that the sentences below name; :func:`for_program` names others."""
EXCEL: Final = "Excel 或 WPS "
OFD: Final = "OFD 阅读器"
BROWSER: Final = "浏览器"

DAMAGED: Final = f"文件已损坏或不完整，无法读取；请用 {WORD}打开后另存一份再检查，若打不开请向提供者重新索取。"
_SUSPECT: Final = f"可能已损坏或被恶意构造，为安全起见没有读取；请用 {WORD}打开后另存一份再检查。"
HOSTILE: Final = f"文件解压后大得异常（一个部件超过 {RATIO_FREE >> 20} MB，并超过压缩前的 {MAX_RATIO} 倍），{_SUSPECT}"
TOO_MUCH: Final = f"文件解压后大得异常（合计超过 {MAX_TOTAL >> 30} GB 的上限），{_SUSPECT}"
ENTITIES: Final = (
    f"文件里有办公软件从不写入的内容（DTD 实体定义），可能被恶意构造，为安全起见没有读取；请用 {WORD}打开后另存一份再检查。"
)
LOCKED: Final = f"文件已加密，无法读取；请在 {WORD}中取消密码并保存后再检查。"
TOO_DEEP: Final = f"文件结构过于复杂或内存不足，无法读取；请用 {WORD}打开后另存一份再检查。"
TOO_NESTED: Final = f"文件里的内容一层套一层（如表格里套表格），超过 256 层的上限，为安全起见没有读取；请用 {WORD}打开，拆开套在一起的内容后再检查。"
TOO_MANY_PARTS: Final = (
    f"文件里打包的部件超过 {MAX_ENTRIES // 10_000} 万个或部件目录超过 {MAX_LISTING >> 20} MB 的上限，{_SUSPECT}"
)
TOO_LARGE: Final = (
    f"文件里的文字部分解压后太大（一个部件超过 {MAX_PART >> 20} MB，或合计超过 {MAX_READ >> 20} MB 的上限），不像是一份年度报告，没有读取；"
    f"请用 {WORD}打开，只保留年度报告本身后再检查。"
)
_OF_ANY_KIND: Final = (
    DAMAGED,
    HOSTILE,
    TOO_MUCH,
    TOO_LARGE,
    ENTITIES,
    LOCKED,
    TOO_DEEP,
    TOO_NESTED,
    TOO_MANY_PARTS,
)

FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    LookupError,
    OSError,
    ValueError,
    OverflowError,
    etree.LxmlError,
)
CONTAINER_FAULTS: Final = (OSError, ValueError, LookupError, OverflowError, struct.error)
"""What a damaged compound file (OLE) makes its library raise."""

_NO_MEMORY: Final = 2
"""What the parser's library calls this fault."""
_PIECE: Final = 1 << 15
_TAIL: Final = 66_000
"""The end of a package, in which its last record stands, a comment of any length behind it."""
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/extendedProperties": b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}


_SAFE: Final[Mapping[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_PARSER: Final = etree.XMLParser(**_SAFE)


@contextmanager
def sentences() -> Iterator[None]:
    """Turn whatever a damaged file makes zip and XML libraries raise into one sentence."""
    try:
        yield
    except ReadError:
        raise
    except (RecursionError, MemoryError) as error:
        raise ReadError(TOO_DEEP) from error
    except FAULTS as error:
        raise ReadError(_reason(error)) from error


def _reason(error: Exception) -> str:
    """The sentence about a fault: the parser refuses what is nested too deeply and what would be unfolded without end."""
    if is_out_of_memory(error):
        return TOO_DEEP
    if isinstance(error, etree.XMLSyntaxError):
        said = str(error)
        if "Excessive depth" in said:
            return TOO_NESTED
        if "amplification" in said or "entity reference loop" in said:
            return ENTITIES
    return DAMAGED


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a fault of the parser is one of the machine's memory, and none of the file."""
    return isinstance(error, etree.XMLSyntaxError) and getattr(error, "code", 0) == _NO_MEMORY


def for_program(sentence: str, program: str) -> str:
    """A sentence of this module with the program that opens such files; any other as it is."""
    named = f" {program}" if program[0].isascii() else program
    return sentence.replace(f" {WORD}", named) if sentence in _OF_ANY_KIND else sentence


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relationship's type, and the part (or address) meant."""

    kind: str
    target: str
    external: bool


class Package:
    """An opened package; use it in a ``with`` statement."""

    def __init__(self, path: Path | BinaryIO) -> None:
        self._zip = zipfile.ZipFile(path)
        self._relations: dict[str, dict[str, Relation]] = {}
        self._left = MAX_READ
        try:
            self._entries = {_name(entry.filename).lower(): entry for entry in self._zip.infolist()}
            self._check_limits()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def _check_limits(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ReadError(TOO_MANY_PARTS)
        if sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise ReadError(TOO_MUCH)

    def __contains__(self, part: str) -> bool:
        return _name(part).lower() in self._entries

    def data(self, part: str) -> bytes:
        """The bytes of a part. Raises ``KeyError`` when there is none."""
        return self._zip.read(self._entry(part))

    def pieces(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, some at a time."""
        with self._zip.open(self._entry(part)) as file:
            while data := file.read(_PIECE):
                yield data

    def _entry(self, part: str) -> zipfile.ZipInfo:
        entry = self._entries[_name(part).lower()]
        if entry.flag_bits & 0x1:
            raise ReadError(LOCKED)
        if entry.file_size > max(RATIO_FREE, entry.compress_size * MAX_RATIO):
            raise ReadError(HOSTILE)
        self._left -= entry.file_size
        if entry.file_size > MAX_PART or self._left < 0:
            raise ReadError(TOO_LARGE)
        return entry

    def xml(self, part: str) -> etree._Element:
        """The root element of a part, strict namespaces turned into the usual ones."""
        return parse_xml(self.data(part))

    def optional_xml(self, part: str | None) -> etree._Element | None:
        """The root of a part that a package may lack or have damaged; None then."""
        if part is None or part not in self:
            return None
        return optional(lambda: self.xml(part))

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part (``""``: of the package) by id."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        root = self.optional_xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for element in root if root is not None else ():
            if isinstance(element.tag, str):
                external = element.get("TargetMode") == "External"
                target = element.get("Target", "")
                path = target if external else _resolve(folder, target)
                found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], path, external)
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The parts inside the package that a part refers to in one way, in the order given."""
        return [
            each.target
            for each in self.relations(part).values()
            if each.kind == kind and not each.external and each.target in self
        ]

    def main_part(self, usual: str) -> str:
        """The part that holds the document itself."""
        for part in self.related("", "officeDocument"):
            return part
        if usual in self:
            return usual
        raise ReadError(DAMAGED)


def require_short_listing(path: Path) -> None:
    """Raise ReadError where a package claims to list so many members that reading the list alone would take long."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    # A large package states the size once more in a record of its own before this one, which then counts.
    if at >= 76 and tail[at - 76 : at - 72] == b"PK\x06\x06":
        size = int.from_bytes(tail[at - 36 : at - 28], "little")
    if size > MAX_LISTING:
        raise ReadError(TOO_MANY_PARTS)


def optional(read: Callable[[], etree._Element]) -> etree._Element | None:
    """What a part holds; None for one that is damaged."""
    try:
        return read()
    except (etree.LxmlError, zipfile.BadZipFile, zlib.error):
        return None


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part without entities, network or document type."""
    root = etree.fromstring(_usual(data), _PARSER)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(ENTITIES)
    return root


def _usual(data: bytes) -> bytes:
    """A part with the usual namespaces in place of the strict ones."""
    if _STRICT in data:
        for strict, usual in _TRANSITIONAL.items():
            data = data.replace(_STRICT + strict, usual)
    return data


def elements(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of a part that bear one of these tags, one at a time: each is emptied when the next is asked for.

    Raises what :func:`parse_xml` raises.
    """
    checked = False
    for _, element in etree.iterparse(io.BytesIO(_usual(data)), events=("end",), tag=tags, **_SAFE):
        if not checked and element.getroottree().docinfo.internalDTD is not None:
            raise ReadError(ENTITIES)
        checked = True
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def whole(value: str | None, default: int = 0) -> int:
    """An attribute that should be a whole number; ``default`` where it is not."""
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def _name(part: str) -> str:
    return part.replace("\\", "/").lstrip("/")


def _resolve(folder: str, target: str) -> str:
    target = unquote(target.partition("#")[0]).replace("\\", "/")
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")
