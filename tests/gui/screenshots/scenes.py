"""What each picture shows: a scene makes it so, from a window with nothing open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from gui import boxes
from gui.about.dialog import LicenceText, show_about
from gui.exporting import DONE, ON_DRAFT, TITLE
from gui.grouping import Filter, Grouping
from gui.history.loading import Told
from gui.manual.handbook import show_handbook
from gui.manual.page import show_page
from gui.printing.choice import PrintChoice
from gui.printing.pages import Part
from gui.rules.entry_dialog import EntryDialog
from gui.rules.pages import FILES, OWN, RULES, UNIT
from gui.rules.telling import Unit
from gui.rules.window import RulesWindow
from gui.theme import Theme
from tests.gui import report
from tests.gui.screenshots import drafts
from tests.gui.screenshots.stage import Stage

Scene = Callable[[Stage], None]


def start_empty(stage: Stage) -> None:
    """The first page on the first day."""
    stage.settle()
    stage.window.start.recent.show_drafts(Told())
    stage.window.start.unit.show_unit(Unit())


def start(stage: Stage) -> None:
    """The first page of an office that has worked with it."""
    stage.settle()
    stage.window.start.recent.show_drafts(drafts.told())
    stage.window.start.unit.show_unit(Unit("青禾县人民政府办公室", "government", "02-20", 3))


def of_rule(rule: str, theme: Theme = Theme.LIGHT) -> Scene:
    """The draft with a finding of a rule selected."""

    def scene(stage: Stage) -> None:
        stage.dress(theme)
        stage.check(stage.draft)
        stage.select(rule)

    return scene


def themed(scene: Scene, theme: Theme) -> Scene:
    """A scene in another theme."""

    def dressed(stage: Stage) -> None:
        stage.dress(theme)
        scene(stage)

    return dressed


def zoomed(stage: Stage) -> None:
    """A finding in the text, twice as large."""
    of_rule("consistency.percentage")(stage)
    stage.window.workspace.view.set_zoom(2.0)
    stage.select("consistency.percentage")


def compared(stage: Stage) -> None:
    """Against last year's report."""
    stage.check(stage.draft)
    earlier = str(drafts.before(stage.folder))
    stage.awaiting(lambda: stage.window._compare_with(earlier))
    stage.select("consistency.previous-year")


def solved(stage: Stage) -> None:
    """After a save: some solved, one new."""
    path = drafts.county(stage.folder, name="青禾县2024年年度报告（修改中）.docx")
    stage.check(path)
    later = ({"replace": ["增长11.0%", "增长10.1%"]}, {"replace": ["现行有效38件", "现行有效36件"]}, drafts.GRAVE[8])
    stage.awaiting(lambda: drafts.county(stage.folder, *later, name=path.name))
    stage.window.workspace.findings.list.scrollToBottom()


def vanished(stage: Stage) -> None:
    """The file is taken away under the window."""
    path = drafts.county(stage.folder, name="青禾县2024年年度报告（共享盘）.docx")
    stage.check(path)
    path.unlink()
    stage.until(stage.window.workspace.notice.isVisible)


def many(stage: Stage) -> None:
    """Findings over findings, by severity."""
    stage.check(drafts.many(stage.folder))
    stage.window.workspace.findings.tools.group_by(Grouping.SEVERITY)


def long(stage: Stage) -> None:
    """A long draft, at its end."""
    stage.check(drafts.long(stage.folder))
    stage.select("period.stale-year")


def clean(stage: Stage) -> None:
    """Nothing to complain about."""
    stage.check(drafts.county(stage.folder, name=f"{drafts.NAME}（定稿）.docx", clean=True))


def unchecked(stage: Stage) -> None:
    """Rules that could not be checked, several findings on one place."""
    stage.check(stage.draft)
    stage.window._on_checked(report.result())
    stage.window.workspace.findings.list.scrollToBottom()


def paper(stage: Stage) -> None:
    """The pages of a PDF with the marks over the words."""
    path = drafts.printed(stage.draft)
    if path is None:
        drafts.complain("soffice is not installed: the picture of the PDF shows the docx")
    stage.check(path or stage.draft)
    stage.settle(1.0)
    stage.select("consistency.percentage")
    stage.settle(1.0)


def found(stage: Stage) -> None:
    """Words looked for, with the outline beside."""
    stage.check(stage.draft)
    stage.window.actions_.outline.setChecked(True)
    stage.window.workspace.find_bar.begin("公开申请")


def dismissing(stage: Stage) -> None:
    """The question for a reason."""
    of_rule("contact.mismatch")(stage)
    stage.window.workspace.dismiss()
    stage.dialog = stage.window.dismisser.dialog


def dismissed(stage: Stage) -> None:
    """What was dismissed, with the way back."""
    of_rule("contact.mismatch")(stage)
    result, number = stage.window.session.result, stage.window.workspace.current
    assert result is not None
    assert number is not None
    stage.window.dismisser.dismiss(result, number, "夜间值班另有专线，已与县府办核实")
    stage.until(stage.window.workspace.toast.isVisible)
    stage.window.workspace.findings.chips.choose(Filter.WAIVED)


def history(stage: Stage) -> None:
    """The checks of one draft over time."""
    path = stage.folder / "青禾县2024年年度报告（历次修改）.docx"
    stage.check(drafts.county(stage.folder, *drafts.GRAVE, name=path.name))
    for left in (7, 4, 2, 0):
        stage.awaiting(partial(drafts.county, stage.folder, *drafts.GRAVE[:left], name=path.name))
    drafts.spread(stage.data, str(path))
    stage.window.past.show(str(path))
    stage.dialog = stage.window.past.dialog


def busy(stage: Stage) -> None:
    """A check that takes its time."""
    window = stage.window
    window.session.opened.emit(str(stage.draft))
    window.busy.show_file(stage.draft.name)
    window.session.started.emit()
    window.session.progressed.emit("正在核对统计表…")


def broken(stage: Stage) -> None:
    """A file cut off in the middle."""
    stage.check(drafts.broken(stage.folder))


def locked(stage: Stage) -> None:
    """A file with a password."""
    stage.check(drafts.locked(stage.folder))


def explained(stage: Stage) -> None:
    """The explanation on a small window, in place of the list."""
    of_rule("table.balance")(stage)
    stage.window.resize(1024, 700)
    stage.settle()
    stage.window.workspace.panes.explain()


def of_rules(page: int) -> Scene:
    """A page of the rule settings."""

    def scene(stage: Stage) -> None:
        stage.check(stage.draft)
        stage.dialog = rule_settings(stage, page)

    return scene


def rule_settings(stage: Stage, page: int) -> RulesWindow:
    """The rule settings at a page, with the rules read."""
    stage.window.rules.show(page)
    dialog = stage.window.rules.dialog
    assert dialog is not None
    stage.until(lambda: dialog.copy is not None)
    return dialog


def pattern(stage: Stage) -> None:
    """A pattern of an office's own, tried on the draft."""
    entry = written(stage, "patterns")
    rows = entry.form.main.rows  # type: ignore[attr-defined]  # a form of words
    for name, text in (("pattern", r"\d{4}年度?"), ("message", "年份写法请统一")):
        rows[name].editor.line.insert(text)


def relation(stage: Stage) -> None:
    """A relation picked on the official form."""
    form = written(stage, "relations").form
    for side, keys in enumerate((("r1", "r2"), ("r24", "r25"))):
        form.sides.choose(side, "==")  # type: ignore[attr-defined]  # the form for relations
        for key in keys:
            form.grid.pick(key)  # type: ignore[attr-defined]  # as above


def written(stage: Stage, kind: str) -> EntryDialog:
    """The form for a rule of an office's own."""
    stage.check(stage.draft)
    settings = rule_settings(stage, OWN)
    settings.write(kind)
    assert settings.entry_dialog is not None
    stage.dialog = settings.entry_dialog
    return settings.entry_dialog


def manual(stage: Stage) -> None:
    """The page of a rule."""
    stage.dialog = show_page(stage.window, "table.balance")


def handbook(stage: Stage) -> None:
    """The handbook, at its first chapter on the window."""
    stage.dialog = dialog = show_handbook(stage.window)
    stage.settle()
    dialog.chapters.setCurrentRow(4)


def about(stage: Stage) -> None:
    """What the program is."""
    stage.dialog = show_about(stage.window)


def printing(stage: Stage) -> None:
    """What to print."""
    dialog = PrintChoice(stage.window, Part.CHECKLIST, preview_first=False)
    dialog.open()
    stage.dialog = dialog


def exported(stage: Stage) -> None:
    """What was written, and whether to open it."""
    stage.dialog = boxes.offer(stage.window, TITLE, DONE, Path("/home/办公室/年报/2024/青禾县2024年年度报告-检查单.xlsx"))


def refused(stage: Stage) -> None:
    """What was not written, and why."""
    stage.dialog = boxes.tell(stage.window, TITLE, ON_DRAFT)


def licences(stage: Stage) -> None:
    """The licence of a part in full."""
    dialog = show_about(stage.window)
    dialog.table.selectRow(2)
    dialog.show_licence()
    shown: list[LicenceText] = list(dialog.findChildren(LicenceText))
    stage.dialog = shown[0]


SCENES: dict[str, Scene] = {
    "start-empty": start_empty,
    "start": start,
    "start-dark": themed(start, Theme.DARK),
    "table": of_rule("table.balance"),
    "table-dark": of_rule("table.balance", Theme.DARK),
    "table-contrast": of_rule("table.balance", Theme.CONTRAST),
    "text": of_rule("consistency.text-table"),
    "missing": of_rule("contact.missing"),
    "zoom": zoomed,
    "compared": compared,
    "solved": solved,
    "many": many,
    "long": long,
    "clean": clean,
    "unchecked": unchecked,
    "paper": paper,
    "paper-dark": themed(paper, Theme.DARK),
    "found": found,
    "dismissing": dismissing,
    "dismissed": dismissed,
    "history": history,
    "history-dark": themed(history, Theme.DARK),
    "busy": busy,
    "broken": broken,
    "locked": locked,
    "vanished": vanished,
    "explained": explained,
    "rules": of_rules(RULES),
    "rules-dark": themed(of_rules(RULES), Theme.DARK),
    "own-rules": of_rules(OWN),
    "unit": of_rules(UNIT),
    "rule-files": of_rules(FILES),
    "pattern": pattern,
    "relation": relation,
    "manual": manual,
    "handbook": handbook,
    "about": about,
    "printing": printing,
    "exported": exported,
    "refused": refused,
    "licences": licences,
}
SMALL_TOO = {"table", "start", "broken", "unchecked"}
"""Scenes that are taken on small windows as well."""
AS_IT_IS = {"explained"}
"""Scenes that choose the size of the window themselves."""
