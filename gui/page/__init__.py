"""The sheet: the draft shown as a document, with its marks. Laid out lazily, painted at any zoom."""
