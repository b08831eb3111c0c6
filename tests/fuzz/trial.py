"""One mutated file taken through reading, understanding and checking; what must never happen is told apart from what may."""

from __future__ import annotations

import random
import time
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.engine import Settings, check_document
from core.errors import NianbaoError
from core.exports.json import to_json
from core.findings import Status
from core.readers import read
from rules import builtin
from tests.fuzz.mutate import mutated

SETTINGS = Settings(as_of=date(2024, 1, 20))


@dataclass(frozen=True)
class Outcome:
    """What became of a case: ``read``, ``refused`` or ``failed`` (with the traceback), and in how many seconds of computing."""

    kind: str
    seconds: float
    trace: str = ""


def case_of(seed: Path, number: int) -> bytes:
    """The mutated file of a number; the same each time."""
    return mutated(random.Random(f"{seed.name}#{number}"), seed.read_bytes())


def tried(data: bytes, place: Path) -> Outcome:
    """Take the file through everything; ``place`` is where it is put."""
    place.write_bytes(data)
    started = time.process_time()
    kind, trace = "read", ""
    try:
        result = check_document(read(place), builtin(), SETTINGS)
        to_json([result], [])
        if broken := [row.rule for row in result.checklist if row.status is Status.RULE_FAILED]:
            kind, trace = "failed", f"rules failed: {broken}"
    except NianbaoError as error:
        kind, trace = ("refused", "") if _is_sentence(str(error)) else ("failed", f"no sentence: {error}")
    except BaseException:
        kind, trace = "failed", traceback.format_exc()
    return Outcome(kind, time.process_time() - started, trace)


def _is_sentence(said: str) -> bool:
    return said.endswith("。") and "\n" not in said and said.isprintable()
