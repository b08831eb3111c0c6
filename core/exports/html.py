"""The checklist as one web page that needs nothing beside it: verdict, list with jumps, the whole draft with its marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from core.exports.content import CREDIT, MARKS, WAIVED_MARK, Content, Entry, cells_of
from core.exports.html_text import text_html
from core.exports.marked import marked
from core.exports.width import visible
from core.findings import Result, Severity, Verdict

STYLE = Path(__file__).resolve().parent.parent.parent / "resources" / "exports" / "checklist.css"
COLUMNS = ("序号", "级别", "位置", "原文", "问题", "依据", "修改建议")
FILL_IN: tuple[str, ...] = ()
_WIDTHS = {"序号": 6, "级别": 9, "规则": 14, "位置": 15, "原文": 15, "问题": 26, "原因": 18, "依据": 18, "修改建议": 18}
_OTHER_WIDTH = 12
MOST_PLACES = 2
LIST, UNCHECKED, TEXT = "问题清单", "未能检查", "标注正文"


def to_html(result: Result) -> str:
    """The whole page."""
    content = Content(result)
    body = "\n".join(_body(content))
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{_title(content)}</title>'
    style = STYLE.read_text("utf-8")
    page = f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    return page.encode("utf-8", "replace").decode("utf-8")


def words(text: str) -> str:
    """A text as it may stand in a page: nothing in it is markup, nothing in it is a control character."""
    return escape(visible(text))


def _title(content: Content) -> str:
    return words(f"{content.result.unit or ''}{content.result.year or ''}　{content.form.title}".strip())


def _body(content: Content) -> Iterator[str]:
    result = content.result
    yield f"<h1>{words(content.form.title)}</h1>"
    yield f'<p class="verdict {_tone(result.verdict)}">{words(result.verdict.sentence)}</p>'
    jumps = [("list", LIST), *([("unchecked", UNCHECKED)] if content.unchecked else []), ("text", TEXT)]
    links = "".join(f'<a href="#{key}">{name}</a>' for key, name in jumps)
    yield f"<nav>{links}</nav>"
    facts = "".join(
        f"<tr><th>{words(name)}</th><td>{words(value)}</td></tr>" for name, value in content.facts() if name != UNCHECKED
    )
    yield f'<table class="facts">{facts}</table>'
    yield f'<h2 id="list">{LIST}（{len(content.entries)}处）</h2>'
    yield from _list(content)
    yield from _unchecked(content)
    yield from _sign(content)
    yield f'<section class="text"><h2 id="text">{TEXT}</h2>'
    yield _legend()
    yield f'<div class="draft">{text_html(marked(result, content.entries))}</div></section>'
    yield f"<footer>{words(CREDIT)}</footer>"


def _tone(verdict: Verdict) -> str:
    return "ready" if verdict.ready else "wrong" if verdict.errors else "stuck"


def _list(content: Content) -> Iterator[str]:
    if not content.entries:
        yield f"<p>{words(content.nothing_found(UNCHECKED))}</p>"
        return
    columns, fill_in = content.columns(COLUMNS), content.fill_in(FILL_IN)
    names = (*columns, *fill_in)
    total = sum(_WIDTHS.get(name, _OTHER_WIDTH) for name in names)
    widths = "".join(f'<col style="width:{_WIDTHS.get(name, _OTHER_WIDTH) * 100 / total:.1f}%">' for name in names)
    heads = "".join(f"<th>{words(name)}</th>" for name in names)
    yield f'<table class="list"><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead><tbody>'
    for entry in content.entries:
        cells = zip(names, cells_of(entry, columns, fill_in), strict=True)
        row = "".join(_cell(name, str(value), entry, name == names[0]) for name, value in cells)
        yield f'<tr id="e{entry.number}" class="{_class(entry)}">{row}</tr>'
    yield "</tbody></table>"


def _class(entry: Entry) -> str:
    return f"{entry.severity.value} waived" if entry.waived else entry.severity.value


def _cell(name: str, value: str, entry: Entry, first: bool) -> str:
    """A cell of the list; the number, or where there is none the first cell, leads to the place in the text."""
    kind, inner = "", words(value)
    if name == "级别":
        kind, inner = ' class="level"', f"<b>{entry.mark} {words(entry.severity.label)}</b>{'<br>已忽略' if entry.waived else ''}"
    elif name == "规则":
        title, _, key = value.rpartition("\n")
        inner = f'{words(title)}<span class="id">{words(key)}</span>'
    elif name == "位置" and entry.compared:
        inner += f'<span class="compared">{words(_told(entry.compared))}</span>'
    if name == "序号":
        kind = ' class="number"'
    return f'<td{kind}><a href="#t{entry.number}">{inner}</a></td>' if first else f"<td{kind}>{inner}</td>"


def _told(places: Sequence[str]) -> str:
    """The places that a finding compares, all of them where they are few; the text shows each."""
    shown = "；".join(places[:MOST_PLACES])
    return f"对照：{shown}" + (f" 等{len(places)}处" if len(places) > MOST_PLACES else "")


def _unchecked(content: Content) -> Iterator[str]:
    """What was not checked, with the reasons."""
    if not content.unchecked:
        return
    yield f'<h2 id="unchecked">{UNCHECKED}（{sum(len(group.rules) for group in content.unchecked)}项）</h2>'
    yield '<table class="facts list"><thead><tr><th>项目</th><th>原因</th></tr></thead><tbody>'
    for group in content.unchecked:
        optional = "" if group.required else "（不影响结论）"
        yield f"<tr><td>{words('、'.join(group.rules))}{optional}</td><td>{words(group.reason)}</td></tr>"
    yield "</tbody></table>"


def _sign(content: Content) -> Iterator[str]:
    rows = "".join(f"<tr><th>{words(name)}</th><td></td></tr>" for name in content.form.signatures)
    if rows:
        yield f'<table class="sign">{rows}</table>'
    if content.form.note:
        yield f'<p class="legend">{words(content.form.note)}</p>'


def _legend() -> str:
    parts: Sequence[tuple[str, str, str]] = [
        *((severity.value, MARKS[severity], severity.label) for severity in Severity),
        ("waived", WAIVED_MARK, "已忽略"),
    ]
    shown = "".join(f'<span><b class="{kind}">{mark}</b> <mark class="{kind}">{name}</mark></span>' for kind, mark, name in parts)
    return f'<p class="legend">{shown}<span>数字是清单中的序号，点它回到清单。</span></p>'
