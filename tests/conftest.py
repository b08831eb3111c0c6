"""What all tests share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from core.database import DATA_FOLDER

# The same examples every time, however slow the machine: a run that fails is about the change it runs on. With
# --hypothesis-profile=search (see CONTRIBUTING.md) many others are looked for.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=3000, deadline=None)
settings.load_profile("same")

_EVERY = 25
_done = count(1)


@pytest.fixture(autouse=True, scope="session")
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what the user of this machine has dismissed; programs that tests start take this over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_FOLDER, str(tmp_path_factory.mktemp("data")))
        yield


_LARGE = ("tests/test_cases.py", "tests/corpus/test_blind.py", "tests/rules/test_language_words.py")
"""Files of thousands of tests, which are parted by what their parameters begin with: a rule, a set of reports."""


class _ByFile(LoadScopeScheduling):  # type: ignore[misc]  # has no types
    """The tests of a file run on one worker: what they share, a bundle or a conversion by LibreOffice, is made once."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, name = nodeid.partition("::")
        return f"{file} {name.partition('[')[2].partition('-')[0]}" if file in _LARGE else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Which tests go together, where several run at a time."""
    return _ByFile(config, log)


def pytest_runtest_teardown() -> None:
    """Let go of what tests made with python-docx.

    Its documents are cyclic and hold megabytes outside of Python's sight; a worker grew to 8 GB, and processes that it started, which are
    as large at first, ran against their limits. A window that showed a result had all there was set aside from the collector.
    """
    if next(_done) % _EVERY == 0:
        gc.unfreeze()
        gc.collect()
