"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.database import DATA_FOLDER


@pytest.fixture(autouse=True, scope="session")
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes what the user of this machine has dismissed; programs that tests start take this over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_FOLDER, str(tmp_path_factory.mktemp("data")))
        yield
