from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.findings import ChecklistRow, Result, Severity, Status, Step, Waiver
from gui.detail.pane import DetailPane
from gui.findings.delegate import broken
from gui.findings.model import ROW
from gui.findings.pane import FindingsPane
from gui.findings.rows import Entry, Heading, State, Unchecked, rows_of, spoken
from gui.grouping import Choice, Filter, grouped
from gui.labels import ASIDE_PX
from gui.workspace import CLEAN, OPTIONAL, STUCK, Workspace
from tests.gui import report


@pytest.fixture
def pane(qtbot: QtBot) -> FindingsPane:
    made = FindingsPane()
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show()
    return made


@pytest.fixture
def detail(qtbot: QtBot) -> DetailPane:
    made = DetailPane()
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show()
    return made


def test_groups_follow_the_draft_and_miss_nothing() -> None:
    result = report.result()
    groups = grouped(result, Choice())
    assert [group.title for group in groups] == [
        "导语",
        "一、工作概述",
        "二、主动公开政府信息情况",
        "三、依申请公开政府信息情况",
        "四、因政府信息公开申请行政复议、提起行政诉讼的情况",
        "附件",
    ]
    assert sorted(number for group in groups for number in group.findings) == list(range(len(result.findings)))


def test_equal_findings_each_have_their_row() -> None:
    result = report.result()
    twice = replace(result, findings=(result.findings[2], replace(result.findings[2])))
    assert [number for group in grouped(twice, Choice()) for number in group.findings] == [0, 1]


def test_the_rules_that_could_not_be_checked_come_last_with_their_reason() -> None:
    rows = rows_of(report.result())
    assert isinstance(rows[-1], Unchecked)
    assert rows[-2] == Heading("未能检查", 1)
    assert "附件是图片" in spoken(rows[-1])
    assert not any(isinstance(row, Unchecked) for row in rows_of(report.result(), State(Choice(Filter.ERROR))))


@pytest.mark.parametrize(
    ("result", "sentence", "extra", "state"),
    [
        (report.result(), "需修改：5 处错误；未能检查：1 项", "另有 5 处提醒、4 处提示", "errors"),
        (report.clean_result(), "可以报送", "没有提醒和提示", "ready"),
        (
            replace(report.clean_result(), checklist=(ChecklistRow("a", Status.NOT_CHECKED),)),
            "未能检查：1 项",
            "没有提醒和提示",
            "unchecked",
        ),
        (replace(report.result(), findings=report.FINDINGS[:2], checklist=()), "可以报送", "另有 1 处提醒、1 处提示", "ready"),
    ],
)
def test_the_verdict_is_shown(pane: FindingsPane, result: Result, sentence: str, extra: str, state: str) -> None:
    pane.show_result(result)
    assert (pane.verdict.sentence, pane.verdict.extra, pane.verdict.property("state")) == (sentence, extra, state)


@pytest.mark.parametrize(("kind", "severity"), [(Filter.ERROR, "error"), (Filter.WARNING, "warning"), (Filter.INFO, "info")])
def test_chips_filter_the_list(pane: FindingsPane, kind: Filter, severity: str) -> None:
    result = report.result()
    pane.show_result(result)
    pane.chips.choose(kind)
    shown = pane.model.findings()
    assert {result.findings[number].severity.value for number in shown} == {severity}
    assert len(shown) == result.count(Severity(severity))


def test_dismissed_findings_are_kept_apart(pane: FindingsPane) -> None:
    result = report.result()
    gone = replace(result.findings[2], waived=Waiver("已核对", "2019-03-01"))
    pane.show_result(replace(result, findings=(gone, *result.findings[3:])))
    assert 0 not in pane.model.findings()
    pane.chips.choose(Filter.WAIVED)
    assert pane.model.findings() == [0]


def test_clicking_a_row_tells_its_finding_and_headings_tell_nothing(pane: FindingsPane, qtbot: QtBot) -> None:
    pane.show_result(report.result())
    told: list[int] = []
    pane.finding_chosen.connect(told.append)
    for number in (0, 2):
        place = pane.list.visualRect(pane.model.index(number)).center()
        QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    row = pane.model.index(2).data(ROW)
    assert isinstance(row, Entry)
    assert told == [row.finding]


def test_arrow_keys_skip_headings(pane: FindingsPane, qtbot: QtBot) -> None:
    pane.show_result(report.result(), selected=pane_first(pane))
    told: list[int] = []
    pane.finding_chosen.connect(told.append)
    pane.list.setFocus()
    for _ in range(4):
        QTest.keyClick(pane.list, Qt.Key.Key_Down)
    assert told == pane.model.findings()[1:5]


def pane_first(pane: FindingsPane) -> int:
    pane.show_result(report.result())
    return pane.model.findings()[0]


def test_showing_and_selecting_by_program_tells_nothing(pane: FindingsPane, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(pane.finding_chosen, wait=50):
        pane.show_result(report.result(), selected=4)
        pane.select(7)
        pane.chips.choose(Filter.ERROR)


def test_long_messages_end_with_an_ellipsis_after_three_lines() -> None:
    lines = broken("很长的说明" * 40, 14, 200.0, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert broken("短", 14, 200.0, 3) == ("短",)
    assert broken("𠮷" * 30, 14, 200.0, 3)[0] == "𠮷" * len(broken("𠮷" * 30, 14, 200.0, 3)[0])


def test_detail_shows_everything_about_a_finding(detail: DetailPane) -> None:
    result = report.result()
    number = next(n for n, finding in enumerate(result.findings) if finding.rule == "table.bound")
    detail.show_finding(result, number, 10, 14)
    finding = result.findings[number]
    assert detail.message.words == finding.message
    assert detail.arithmetic.steps == finding.arithmetic
    assert detail.arithmetic.isVisible()
    assert (detail.suggestion.text, detail.reason.text, detail.basis.text) == (finding.suggestion, finding.reason, finding.basis)
    assert detail.place.words == "附件 › 统计表 › （一）主动公开政府信息数"


def test_cards_without_content_are_hidden(detail: DetailPane) -> None:
    result = report.result()
    detail.show_finding(result, 1, 2, 14)
    cards = (detail.arithmetic, detail.suggestion, detail.reason, detail.basis, detail.excerpt)
    assert not any(card.isVisible() for card in cards)


def test_markup_in_a_message_is_shown_as_written(detail: DetailPane) -> None:
    odd = replace(report.FINDINGS[0], message="把<b>改成&amp;", suggestion="<script>", location=report.FINDINGS[2].location)
    detail.show_finding(replace(report.result(), findings=(odd,)), 0, 1, 1)
    assert detail.message.words == "把<b>改成&amp;"
    assert "&lt;b&gt;" in detail.message.text()


def test_copying_takes_everything_as_text(detail: DetailPane, qtbot: QtBot) -> None:
    odd = replace(report.FINDINGS[2], arithmetic=(Step("正文", "1"), Step("表", "2", "stated")))
    detail.show_finding(replace(report.result(), findings=(odd,)), 0, 1, 1)
    QTest.mouseClick(detail.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == f"【错误】{odd.message}"
    assert "怎么算的：正文 1；表 2" in lines
    assert "规则：consistency.text-table" in lines


def test_no_chip_is_cut_when_counts_are_high(pane: FindingsPane) -> None:
    result = report.result()
    many = replace(result, findings=tuple(finding for finding in result.findings for _ in range(200)))
    pane.resize(300, 800)
    pane.show_result(many)
    QGuiApplication.processEvents()
    shown = [button for button in pane.chips._buttons.values() if button.isVisible()]
    assert len(shown) == 4
    for button in shown:
        assert button.width() >= button.sizeHint().width()
        assert pane.chips.rect().contains(button.geometry())


def test_the_rule_is_named_in_chinese_before_its_id(detail: DetailPane) -> None:
    number = next(n for n, finding in enumerate(report.result().findings) if finding.rule == "table.sum")
    detail.show_finding(report.result(), number, 1, 1)
    assert detail.kind.words == "错误 · 合计等于各项之和 table.sum"
    shown = detail.kind.text()
    assert shown.index("合计等于各项之和") < shown.index(f"font-size: {ASIDE_PX}px") < shown.index("table.sum")
    detail.copy()
    assert QGuiApplication.clipboard().text().endswith("规则：合计等于各项之和（table.sum）")
    detail.show_finding(report.result(), 0, 1, 1)
    assert detail.kind.words == "提醒 · contact.missing"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ((ChecklistRow("a", Status.NOT_CHECKED), ChecklistRow("b", Status.RULE_FAILED)), STUCK.format(count=2)),
        ((ChecklistRow("a", Status.NOT_CHECKED, required=False),), OPTIONAL.format(count=1)),
        ((ChecklistRow("a", Status.PASS),), CLEAN),
    ],
)
def test_nothing_found_is_not_said_of_what_was_not_checked(qtbot: QtBot, rows: tuple[ChecklistRow, ...], sentence: str) -> None:
    space = Workspace()
    qtbot.addWidget(space)
    space.show_result(replace(report.clean_result(), checklist=rows))
    space.settle()
    assert space.detail.nothing.words == sentence
    assert ("没有发现问题" in sentence) == (rows[0].status is Status.PASS)
