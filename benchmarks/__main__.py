"""``python -m benchmarks [SUBJECT...]``: each subject's ratio, medians of nine in turns, in processor time.

The files are made on the spot; LibreOffice is needed for most. Subjects: docx, pdf, doc, recheck, latency (of the clock).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import doc_reading, docx_reading, latency, pdf_reading, recheck

SUBJECTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "docx": docx_reading.lines,
    "pdf": pdf_reading.lines,
    "doc": doc_reading.lines,
    "recheck": recheck.lines,
    "latency": latency.lines,
}


def main(chosen: list[str]) -> int:
    """Print the lines of the chosen subjects, of all where none is; 2 for one that there is not."""
    if unknown := [name for name in chosen if name not in SUBJECTS]:
        sys.stderr.write(f"no such subject: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}\n")
        return 2
    for name in chosen or SUBJECTS:
        with tempfile.TemporaryDirectory() as folder:
            for line in SUBJECTS[name](Path(folder)):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
