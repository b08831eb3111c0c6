"""Readers: one module per format, chosen by what the file holds and never by its name alone."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from core.document import Document, Format
from core.errors import ReadError
from core.readers import office
from core.readers.assemble import assemble
from core.readers.damage import damage_of, note
from core.readers.limits import limited
from core.readers.office import OfficeNeededError
from core.readers.package import BROWSER, EXCEL, OFD, WORD, for_program
from core.readers.raw import Raw
from core.readers.sniff import require_file, sniff

_MODULES = {
    Format.DOCX: "core.readers.docx",
    Format.DOC: "core.readers.msdoc",
    Format.WORD_XML: "core.readers.flat",
    Format.RTF: "core.readers.rtf",
    Format.PDF: "core.readers.pdf",
    Format.OFD: "core.readers.ofd",
    Format.XLSX: "core.readers.sheet",
    Format.XLS: "core.readers.sheet_binary",
    Format.HTML: "core.readers.web",
    Format.MHTML: "core.readers.mhtml",
    Format.TEXT: "core.readers.plain",
}
_PROGRAMS = {Format.XLSX: EXCEL, Format.XLS: EXCEL, Format.OFD: OFD, Format.HTML: BROWSER, Format.MHTML: BROWSER}
_BY_NAME = {**dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"), EXCEL), ".ofd": OFD}
NOTHING_FOUND = "文件里没有找到任何文字。如果内容是图片，请换用可以选中文字的版本再检查。"


def read(path: Path) -> Document:
    """Read a draft into a Document. Raises ReadError with one sentence when it cannot be read; nothing is written.

    What takes long is told to whoever listens (:mod:`core.readers.telling`).
    """
    try:
        with _collector_resting():
            require_file(path)
            file_format, raw = _raw(path)
            document = _told(assemble(str(path), file_format, replace(raw, blocks=tuple(limited(raw.blocks)))))
            if raw.boxes:
                document = replace(document, boxed=assemble(str(path), file_format, raw.with_boxes()))
    except PermissionError as error:
        raise ReadError("没有权限读取这个文件。请检查文件权限，或把它复制到自己的文件夹后再检查。") from error
    except OSError as error:
        raise ReadError("读取文件时出错，文件可能在检查过程中被移动或网络盘断开。请确认文件还在，再检查一次。") from error
    except (MemoryError, RecursionError) as error:
        raise ReadError("文件太大或结构太复杂，内存不够。请关闭其他程序，或另存为 .docx 后再检查。") from error
    if not document.paragraphs and not document.tables:
        raise ReadError(NOTHING_FOUND)
    return document


@contextmanager
def _collector_resting() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: a file makes many small objects and no cycles, and going through them takes a fifth longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # what is left is the Document, which stays: counted among the old objects without a look at each
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _told(document: Document) -> Document:
    """The document with what a damaged copy has lost."""
    damage = damage_of(document)
    return replace(document, damage=damage, notes=(note(damage), *document.notes)) if damage else document


def _raw(path: Path) -> tuple[Format, Raw]:
    # What a file is called counts only where it cannot be told what it is.
    opens = _BY_NAME.get(path.suffix.lower(), WORD)
    try:
        file_format = sniff(path)
        opens = _PROGRAMS.get(file_format, WORD)
        return file_format, import_module(_MODULES[file_format]).read(path)
    except OfficeNeededError as error:
        suffix = error.suffix
        program = office.find()
        if program is None:
            raise
    except ReadError as error:
        raise ReadError(for_program(str(error), opens)) from error
    with office.workplace() as folder:
        made = office.converted(path, program, Path(folder), suffix)
        raw: Raw = import_module(_MODULES[Format.DOCX]).read(made)
        return Format.DOC, replace(raw, notes=(office.USED, *raw.notes))
