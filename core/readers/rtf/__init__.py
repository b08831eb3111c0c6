"""Rich text (.rtf, often named .doc), turned into the WordprocessingML that Word would save it as and read like a docx.

::

    bytes ─ tokens ─▶ control words, groups, text ─ writer ─▶ paragraphs and rows ─▶ core.readers.docx

Source: Rich Text Format Specification 1.9.1.
"""

from core.readers.rtf.reading import read

__all__ = ["read"]
