"""What kind of file a draft is, told by what it holds and never by its name; what cannot be read gets its own sentence."""

from __future__ import annotations

import errno
import mmap
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Final

import olefile

from core.document import Format
from core.errors import ReadError
from core.readers.office import OfficeNeededError
from core.readers.package import CONTAINER_FAULTS, DAMAGED, LOCKED, require_short_listing
from core.readers.plain import MAX_BYTES, decode
from core.readers.plain import TOO_LARGE as TOO_LONG

MAX_FILE: Final = 1 << 30
"""Bytes of a file; a draft full of photographs has some 100 MB."""
TOO_LARGE: Final = f"文件超过 {MAX_FILE >> 30} GB，不像是一份年度报告；请压缩文中的图片后另存一份再检查。"
_HEAD: Final = 65_536
_WINDOWS_LOOP: Final = 1921
"""What Windows calls a link that cannot be followed to an end."""
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument"
_MANIFEST: Final = "meta-inf/manifest.xml"
_LONGEST_KIND: Final = 100
_MAX_TYPES: Final = 4 << 20

_AS_DOCX: Final = "请用 Word 或 WPS 打开后另存为 .docx 再检查。"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SLIDES: Final = "这是演示文稿，不是报告文字，请提供 Word、PDF、Excel 或网页格式的报告。"
_OLE_KINDS: Final[tuple[tuple[str, Format | str], ...]] = (
    ("EncryptedPackage", LOCKED),
    ("WordDocument", Format.DOC),
    ("Workbook", Format.XLS),
    ("Book", Format.XLS),
    ("PowerPoint Document", _SLIDES),
)
_OLE_OTHER: Final = "这是旧版 Office 格式的文件，暂不能读取，请在 Word/WPS 中另存为 .docx 后再检查。"

_PICTURE: Final = "这是一张图片，里面的文字无法读取，请提供可以选中文字的 Word、PDF 或网页格式的报告。"
_ARCHIVE: Final = "这是压缩包，请先解压，再检查里面的报告文件。"
_SOUND: Final = "这是音频或视频文件，不是报告，请选择 Word、PDF、Excel、网页或文本格式的报告。"
_PROGRAM: Final = "这是程序文件，不是报告，请选择 Word、PDF、Excel、网页或文本格式的报告。"
_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"\x7fELF", _PROGRAM),
    (b"%!PS", "这是 PostScript 文件，暂不能读取，请转换成 PDF 后再检查。"),
)
_UNKNOWN: Final = f"无法识别这个文件的格式；请确认它是 Word、PDF、Excel、网页或文本格式的报告，或{_AS_DOCX}"

_MAIN_TYPES: Final = (
    ("wordprocessingml.", Format.DOCX),
    ("ms-word.", Format.DOCX),
    ("ms-excel.sheet.binary.", Format.XLS),
    ("spreadsheetml.", Format.XLSX),
    ("ms-excel.", Format.XLSX),
    ("presentationml.", _SLIDES),
    ("ms-powerpoint.", _SLIDES),
)
_MAIN: Final = re.compile(rb"application/vnd\.([\w.-]+)\.main(?![\w.-])")
_PARTS: Final = (
    ("word/document.xml", Format.DOCX),
    ("xl/workbook.xml", Format.XLSX),
    ("ppt/presentation.xml", _SLIDES),
    ("ofd.xml", Format.OFD),
)

_TAG: Final = r"<(?:html|head|body|meta|title|table|thead|tbody|tr|td|p|div|span|br|h[1-6]|ul|ol|center|font|article|section|main)(?=[\s/>])"
_HTML_START: Final = re.compile(
    rf"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|{_TAG})", re.IGNORECASE | re.DOTALL
)
_HTML_PAGE: Final = re.compile(r"(?:^|\n)\s*(?:<!doctype\s+html|<html(?=[\s>]))", re.IGNORECASE)
_BLOCK: Final = re.compile(rf"{_TAG}|</(?:p|div|table|tr|td|h[1-6])>", re.IGNORECASE)
_XML: Final = re.compile(
    r"\s*<\?xml\b(?P<before>.*?)<(?P<root>w:wordDocument|pkg:package|office:document|Workbook|uof:UOF)\b(?P<said>[^>]*)",
    re.DOTALL,
)
_WORD_2003: Final = f"这是 Word 2003 的 XML 文件，不能直接读取，{_AS_DOCX}"
_OPEN_XML: Final = f"这是 OpenDocument 的 XML 文件（.fodt），不能直接读取，{_AS_DOCX}"
_UOF: Final = f"这是“标文通”（UOF）格式的文件，不能读取，{_AS_DOCX}"
_BOOK_XML: Final = "这是 XML 格式的工作簿，不能读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再检查。"
_MHTML: Final = re.compile(
    r"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:MIME-Version|Content-Type):.*(?:multipart/related|text/html)",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)


def require_file(path: Path) -> None:
    """Raise a sentence unless ``path`` is a file that can be opened and holds something."""
    try:
        found = path.stat()
    except PermissionError as error:
        raise ReadError("没有权限打开这个文件，请检查文件或所在文件夹的权限。") from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and (error.errno == errno.ELOOP or getattr(error, "winerror", None) == _WINDOWS_LOOP):
            raise ReadError("这是一个绕圈子的链接，最后又指回自己，打不开；请找到原来的文件再检查。") from error
        raise ReadError("文件不存在，请检查文件名和位置是否正确，是否已被移动或改名。") from error
    _require_kind(found)
    if found.st_size > MAX_FILE:
        raise ReadError(TOO_LARGE)
    if not found.st_size:
        raise ReadError("文件是空的，里面没有任何内容；请重新导出或向提供者重新索取。")
    if not os.access(path, os.R_OK):
        raise ReadError("没有权限读取这个文件，请检查文件权限，或复制到自己的文件夹后再检查。")


def _require_kind(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ReadError("这是一个文件夹，请选择里面的一份报告文件。")
    if not stat.S_ISREG(found.st_mode):
        raise ReadError("这不是普通文件（是管道或设备），请选择一份报告文件。")


def sniff(path: Path) -> Format:
    """The format of a file by its content. Raises a sentence for anything that is not read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise ReadError("文件是空的，里面没有任何内容；请重新导出或向提供者重新索取。")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.lstrip().startswith(b"{\\rtf"):
        return Format.RTF
    _refuse_known(head)
    return _text_kind(path, head)


def _refuse_known(head: bytes) -> None:
    for magic, sentence in _MAGIC:
        if head.startswith(magic):
            raise ReadError(sentence)
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or (head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"):
        raise ReadError(_PICTURE)
    if head[4:8] == b"ftyp":
        raise ReadError(_PICTURE if head[8:12] in (b"heic", b"heix", b"mif1", b"avif") else _SOUND)
    if head[:4] == b"RIFF":
        raise ReadError(_SOUND)
    if head[:2] == b"MZ" and b"\0" in head[:64]:
        raise ReadError(_PROGRAM)


def _ole_kind(path: Path) -> Format:
    """The kind of an OLE container by the streams at its top: what is embedded in it has its own."""
    try:
        with olefile.OleFileIO(path) as ole:
            streams = {entry[0].lower() for entry in ole.listdir(streams=True, storages=False) if len(entry) == 1}
    except CONTAINER_FAULTS as error:
        raise ReadError(LOCKED if _names_a_password(path) else DAMAGED) from error
    for stream, found in _OLE_KINDS:
        if stream.lower() in streams:
            if isinstance(found, Format):
                return found
            raise ReadError(found)
    raise ReadError(_OLE_OTHER)


def _names_a_password(path: Path) -> bool:
    """Whether a container that cannot be opened was an encrypted one: the name of its stream still stands in it."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find("EncryptedPackage\0".encode("utf-16-le")) >= 0


def _zip_kind(path: Path) -> Format:
    require_short_listing(path)
    try:
        with zipfile.ZipFile(path) as package:
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in package.namelist()}
            types = _content_types(package)
            kind = _beginning(package, names.get("mimetype"), _LONGEST_KIND)
            is_locked = kind.startswith(_OPEN_DOCUMENT) and b"encryption-data" in _beginning(
                package, names.get(_MANIFEST), _MAX_TYPES
            )
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, LookupError) as error:
        raise ReadError(DAMAGED) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise ReadError(LOCKED) from error
    if is_locked:
        raise ReadError(LOCKED)
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        raise OfficeNeededError(f"这是 OpenDocument 文件（.odt），不能直接读取，{_AS_DOCX}", ".odt")
    found = _by_types(types) or _by_names(set(names), kind)
    if isinstance(found, Format):
        return found
    raise ReadError(found)


def _content_types(package: zipfile.ZipFile) -> bytes:
    for entry in package.infolist():
        if entry.filename.lower() == "[content_types].xml":
            with package.open(entry) as part:
                return part.read(_MAX_TYPES)
    return b""


def _beginning(package: zipfile.ZipFile, name: str | None, most: int) -> bytes:
    """So many bytes of a part; none where it is missing."""
    if name is None:
        return b""
    with package.open(name) as part:
        return part.read(most)


def _by_types(types: bytes) -> Format | str | None:
    for match in _MAIN.finditer(types):
        subtype = match[1].decode("ascii") + "."
        for marker, found in _MAIN_TYPES:
            if marker in subtype:
                return found
    return None


def _by_names(names: set[str], mimetype: bytes) -> Format | str:
    for name, found in _PARTS:
        if name in names:
            return found
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Format.XLS
    if mimetype.startswith(_OPEN_DOCUMENT):
        return f"这是 OpenDocument 文件，不是文字或表格，不能读取，{_AS_DOCX}"
    if "[content_types].xml" in names and any(name.startswith(("word/", "xl/")) for name in names):
        return DAMAGED
    return _ARCHIVE


def looks_like_html(text: str) -> bool:
    """True for a page or a piece of one; text that only mentions an address in angle brackets is none."""
    sample = text[:_HEAD].lstrip("\ufeff\0")
    if _HTML_START.match(sample) or _HTML_PAGE.search(sample):
        return True
    lines = [line for line in sample.splitlines() if line.strip()]
    return sum(1 for line in lines if _BLOCK.search(line)) * 2 > len(lines) and len(_BLOCK.findall(sample)) > 3


def _text_kind(path: Path, head: bytes) -> Format:
    ascii_part = head.decode("latin-1").removeprefix("ï»¿")
    if _MHTML.search(ascii_part[:2000]):
        return Format.MHTML
    if found := _office_xml(ascii_part):
        return found
    if b"\0" not in head and looks_like_html(ascii_part):
        return Format.HTML
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(_UNKNOWN if b"\0" in head else TOO_LONG)
    try:
        text = decode(path.read_bytes())
    except ReadError:
        if _is_binary(ascii_part):
            raise ReadError(_UNKNOWN) from None
        raise
    if _is_binary(text[:_HEAD]):
        raise ReadError(_UNKNOWN)
    if found := _office_xml(text[:_HEAD]):
        return found
    return Format.HTML if looks_like_html(text) else Format.TEXT


def _office_xml(text: str) -> Format | None:
    """The format of a document that is one XML file; None for any other text."""
    found = _XML.match(text)
    if found is None:
        return None
    if found["root"] == "w:wordDocument":
        raise OfficeNeededError(_WORD_2003, ".xml")
    if found["root"] == "office:document" and "opendocument.text" in found["said"]:
        raise OfficeNeededError(_OPEN_XML, ".fodt")
    if found["root"] == "uof:UOF" and "vnd.uof.text" in found["said"]:
        # LibreOffice would convert it, and gives each paragraph the properties of the one before.
        raise ReadError(_UOF)
    if found["root"] == "pkg:package":
        if "PowerPoint" in found["before"]:
            raise ReadError(_SLIDES)
        return Format.WORD_XML
    raise ReadError(_BOOK_XML)


def _is_binary(text: str) -> bool:
    odd = sum(1 for character in text if unicodedata.category(character) in ("Cc", "Cn") and character not in "\t\n\r\f\x1a\x85")
    return "\0" in text or (odd + text.count("\ufffd")) * 50 > len(text)
