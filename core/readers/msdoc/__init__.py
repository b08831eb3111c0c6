"""Word 97 to 2003 documents (.doc, and .wps of WPS Office), read without another program.

The binary file is turned into the WordprocessingML that Word would save it as (``tree``), and that is read like a docx: numbering,
merged cells, tracked changes and comments are then understood in one place. The order of work::

    OLE streams ─ fib ─▶ text pieces ─┐
                         properties ──┼─ story ─▶ w:p, w:tbl ─▶ core.readers.docx
                         styles, lists ┘

Source: [MS-DOC] Word (.doc) Binary File Format, [MS-OSHARED] for number formats.
"""

from core.readers.msdoc.reading import read

__all__ = ["read"]
