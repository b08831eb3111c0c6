"""``python -m tests.corpus.score_2021 [txt docx html]`` prints recall and false alarms per rule for editions 2019 and 2021."""

from __future__ import annotations

import sys

from tests.corpus.corpus_2021 import corpus
from tests.corpus.score import main

if __name__ == "__main__":
    main(corpus(), sys.argv[1:])
