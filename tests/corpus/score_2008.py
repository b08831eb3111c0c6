"""``python -m tests.corpus.score_2008 [txt docx html]`` prints recall and false alarms per rule for edition 2008."""

from __future__ import annotations

import sys

from tests.corpus.corpus_2008 import corpus
from tests.corpus.score import main

if __name__ == "__main__":
    main(corpus(), sys.argv[1:])
