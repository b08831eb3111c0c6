"""``python -m tests.corpus.build_2021 FOLDER`` writes the clean reports of editions 2019 and 2021 and those with one defect, to look at."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.corpus.build import write_all
from tests.corpus.corpus_2021 import corpus

if __name__ == "__main__":
    write_all(corpus(), Path(sys.argv[1]))
