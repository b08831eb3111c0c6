"""What is shown after a check comes in turns: the verdict and the list first, then the draft, then the explanation."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui.turns import Turns
from gui.workspace import Workspace
from tests.gui import report


def test_events_are_handled_between_steps(qtbot: QtBot) -> None:
    done: list[str] = []
    turns = Turns()

    def first() -> None:
        done.append("first")
        QTimer.singleShot(0, lambda: done.append("event"))

    turns.add(first, lambda: done.append("second"))
    assert not done
    qtbot.waitUntil(lambda: len(done) == 3, timeout=2000)
    assert done.index("first") < done.index("second")
    assert "event" in done
    assert not turns.waiting


def test_what_is_needed_at_once_is_done_once_and_in_order(qtbot: QtBot) -> None:
    done: list[int] = []
    turns = Turns()
    turns.add(lambda: done.append(1), turns.finish, lambda: done.append(2))
    turns.finish()
    assert done == [1, 2]
    qtbot.wait(20)
    assert done == [1, 2]


def test_what_is_dropped_is_not_done(qtbot: QtBot) -> None:
    done: list[int] = []
    turns = Turns()
    turns.add(lambda: done.append(1))
    turns.drop()
    qtbot.wait(20)
    assert not done


def test_the_list_and_the_verdict_are_there_before_the_draft(qtbot: QtBot) -> None:
    space = Workspace()
    qtbot.addWidget(space)
    result = report.result()
    space.show_result(result)
    assert space.findings.verdict.sentence == result.verdict.sentence
    assert space.findings.model.rowCount()
    assert space.view.result is None
    qtbot.waitUntil(lambda: space.current is not None, timeout=2000)
    assert space.view.result is result
    assert space.view.finding == space.current


def test_who_acts_before_the_draft_is_shown_acts_on_all_of_it(qtbot: QtBot) -> None:
    space = Workspace()
    qtbot.addWidget(space)
    result = report.result()
    space.show_result(result)
    last = space.findings.model.findings()[-1]
    space.select(last)
    qtbot.wait(20)
    assert (space.view.result, space.view.finding, space.current) == (result, last, last)


def test_a_result_that_another_follows_at_once_is_not_shown_after_it(qtbot: QtBot) -> None:
    space = Workspace()
    qtbot.addWidget(space)
    one, other = report.result(), report.clean_result()
    space.show_result(one)
    space.show_result(other)
    qtbot.wait(50)
    assert (space.result, space.view.result, space.current) == (other, other, None)
