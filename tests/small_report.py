"""A small whole report of the editions from 2019 on as text, its tables drawn from the editions' data, for pairs of years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import rules
from core.edition import Edition, Form

TEXTS = {
    "unit": "青禾县",
    "one": "政务公开股每月核对一次网站栏目。",
    "two": "以上数据由司法局核对。",
    "three": "办理情况如下表。",
    "four": "案件情况如下表。",
    "five": "公开目录更新不够及时。",
    "six": "无其他需要报告的事项。",
}
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def draft(asked: dict[str, Any]) -> str:
    """A report: ``year``, the texts of its chapters (see TEXTS) and ``cells`` (form.row.column: what stands there, else 0).

    Totals of rows follow from their parts unless they are given. ``sideways`` tells tables in lines, column after column.
    """
    year = int(asked["year"])
    edition = next(each for each in rules.builtin().editions if each.covers(year))
    texts = {key: str(asked.get(key, text)).replace("{year}", str(year)) for key, text in TEXTS.items()}
    unit = texts["unit"]
    tables = {
        chapter: "\n".join(_table(edition, chapter, asked.get("cells", {}))) for chapter in ("proactive", "requests", "review")
    }
    if asked.get("sideways"):
        tables = {chapter: _column_by_column(table) for chapter, table in tables.items()}
    return f"""{unit}{year}年政府信息公开工作年度报告

根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条规定，{unit}编制本报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。
如有疑问，请与{unit}人民政府办公室联系（地址：{unit}禾丰镇麦香路8号；邮编：751988；电话：0950-5550123）。

一、总体情况
{texts["one"]}

二、主动公开政府信息情况
{tables["proactive"]}
{texts["two"]}

三、收到和处理政府信息公开申请情况
{texts["three"]}
{tables["requests"]}

四、政府信息公开行政复议、行政诉讼情况
{texts["four"]}
{tables["review"]}

五、存在的主要问题及改进情况
{texts["five"]}

六、其他需要报告的事项
{texts["six"]}

{unit}人民政府
{year + 1}年1月20日
"""


def _table(edition: Edition, chapter: str, cells: dict[str, Any]) -> Iterator[str]:
    for form in (form for form in edition.forms if form.chapter == chapter):
        width = 1 + max(len(other.values) for other in edition.forms if other.chapter == chapter)
        for row in (*_captions(form), *_rows(form, cells)):
            yield "\t".join([*row, *[""] * (width - len(row))])


def _column_by_column(table: str) -> str:
    """A table that lost its shape: one cell a line, the columns one after the other."""
    columns = zip(*(line.split("\t") for line in table.split("\n")), strict=True)
    return "\n".join(cell for column in columns for cell in column if cell)


def _captions(form: Form) -> Iterator[list[str]]:
    if form.marker:
        yield [form.marker]
    depth = max(len(column.group) for column in form.values) + 1
    paths = [[*column.group, *[column.label] * (depth - len(column.group))] for column in form.values]
    for level in range(depth):
        labels = [] if not form.rows[0].label else [CORNER]
        yield [*labels, *(path[level] for path in paths)]


def _rows(form: Form, cells: dict[str, Any]) -> Iterator[list[str]]:
    totals = {relation.left[0]: relation.right for relation in form.relations if relation.each == "row" and relation.op == "=="}
    for row in form.rows:
        texts = {column.id: cells.get(f"{form.id}.{row.id}.{column.id}") for column in form.values}
        for total, parts in totals.items():
            if texts[total] is None:
                texts[total] = sum(int(texts[part] or 0) for part in parts if str(texts[part] or 0).isdigit())
        values = ["" if row.heading else "0" if text is None else str(text) for text in texts.values()]
        yield [row.label, *values] if row.label else values
