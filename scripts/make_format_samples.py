"""``python -m scripts.make_format_samples``: the bundled sample in every format that is read, for the program's test of itself.

Needs LibreOffice. Run it after the sample was made anew; the files differ a little from one LibreOffice to the next.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from core.readers import read
from resources.samples import make_samples
from tests.format_making import convert, make_html, make_mht, make_xlsx, source_of
from tests.readers.ofd_making import from_pdf

FORMATS = Path(make_samples.__file__).with_name("formats")
NAME = "示例"
CAPTION = "青禾县2018年度政府信息公开情况统计表"


def make(folder: Path, scratch: Path) -> None:
    """Write every file into a folder that is there."""
    word = scratch / f"{NAME}.docx"
    shutil.copyfile(make_samples.DEFECTIVE, word)
    source = source_of(NAME, read(word))
    # GB18030 is what Windows programs in China write.
    sample = make_samples.apply(make_samples.load_clean(), make_samples.load_defects())
    (folder / f"{NAME}.txt").write_text(make_samples.as_text(sample), "gb18030")
    make_mht(make_html(source, folder), folder)
    book = make_xlsx(source, CAPTION, folder)
    for of, targets in ((word, ("doc", "rtf", "pdf")), (book, ("xls", "ods"))):
        for target in targets:
            shutil.copyfile(convert([of], target, scratch / target)[NAME], folder / f"{NAME}.{target}")
    from_pdf(folder / f"{NAME}.pdf", folder / f"{NAME}.ofd")


def main() -> int:
    """Replace the bundled files."""
    FORMATS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        make(FORMATS, Path(scratch))
    return 0


if __name__ == "__main__":
    sys.exit(main())
