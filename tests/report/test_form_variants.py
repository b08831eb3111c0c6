"""Forms as people change them: a clean report stays clean in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.engine import check_file
from core.findings import Result
from rules import builtin
from tests.corpus.build import write
from tests.corpus.corpus_2021 import corpus, grids
from tests.corpus.score import judge_clean
from tests.report.variants import VARIANTS, Variant

CORPUS = corpus()
BASE = replace(CORPUS.find("d01"), previous=None)
FORMATS = ("docx", "html", "txt", "pipes.txt", "ragged.txt", "flat.txt")


def checked(variant: Variant, folder: Path, suffix: str) -> Result:
    changed = replace(CORPUS, grids=lambda report, mark: variant(mark, grids(report, mark)))
    return check_file(str(write(BASE, changed, folder, suffix)), builtin())


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS)
def test_a_variant_stays_clean(variant: Variant, suffix: str, tmp_path: Path) -> None:
    outcome = judge_clean(BASE, checked(variant, tmp_path, suffix))
    assert outcome.right, str(outcome)
