"""The official tables as grids, filled from a few numbers a row; what a form itself demands is computed or asserted."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(eq=False)
class Cell:
    """One cell of a table; it stands in every place that it spans."""

    text: str


@dataclass
class Grid:
    """A table as a full matrix, with names for its rows and columns."""

    form: str
    cells: list[list[Cell]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    def add(self, row: str, texts: Sequence[str | Cell]) -> None:
        """Append a row; a text equal to None repeats nothing: give the same Cell to span."""
        self.cells.append([text if isinstance(text, Cell) else Cell(text) for text in texts])
        self.rows.append(row)

    def at(self, row: str, column: str) -> Cell:
        return self.cells[self.rows.index(row)][self.columns.index(column)]


PEOPLE = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS: list[tuple[str, list[tuple[str, str]]]] = [
    ("", [("r3", "（一）予以公开"), ("r4", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")]),
    (
        "（三）不予公开",
        [
            ("r5", "1.属于国家秘密"),
            ("r6", "2.其他法律行政法规禁止公开"),
            ("r7", "3.危及“三安全一稳定”"),
            ("r8", "4.保护第三方合法权益"),
            ("r9", "5.属于三类内部事务信息"),
            ("r10", "6.属于四类过程性信息"),
            ("r11", "7.属于行政执法案卷"),
            ("r12", "8.属于行政查询事项"),
        ],
    ),
    (
        "（四）无法提供",
        [("r13", "1.本机关不掌握相关政府信息"), ("r14", "2.没有现成信息需要另行制作"), ("r15", "3.补正后申请内容仍不明确")],
    ),
    (
        "（五）不予处理",
        [
            ("r16", "1.信访举报投诉类申请"),
            ("r17", "2.重复申请"),
            ("r18", "3.要求提供公开出版物"),
            ("r19", "4.无正当理由大量反复申请"),
            ("r20", "5.要求行政机关确认或重新出具已获取信息"),
        ],
    ),
    (
        "（六）其他处理",
        [
            ("r21", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("r22", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("r23", "3.其他"),
        ],
    ),
    ("", [("r24", "（七）总计")]),
]
OTHER = {"2019": [("", [("r21", "（六）其他处理")])], "2021": [RESULTS[4]]}


def applications(edition: str, lines: list[list[str]]) -> Grid:
    """The table of chapter three; totals are computed, the printed relation is asserted."""
    values = {line[0]: [int(x) for x in line[1:]] for line in lines}
    groups = [*RESULTS[:4], *OTHER[edition], RESULTS[5]]
    ids = [row for _, rows in groups for row, _ in rows if row != "r24"]
    zero = [0] * 6
    values["r24"] = [sum(values.get(row, zero)[c] for row in ids) for c in range(6)]
    for c in range(6):
        new, old, done, left = (values.get(r, zero)[c] for r in ("r1", "r2", "r24", "r25"))
        assert new + old == done + left, f"T1 column {c}: {new}+{old} != {done}+{left}"
    assert all(row in [*ids, "r1", "r2", "r24", "r25"] for row in values), values.keys()
    return _application_grid(edition, groups, {r: [*v, sum(v)] for r, v in values.items()})


def _application_grid(edition: str, groups: list[tuple[str, list[tuple[str, str]]]], values: dict[str, list[int]]) -> Grid:
    grid = Grid("app" + edition, columns=["l1", "l2", "l3", *PEOPLE])
    corner, who, natural, legal, total = Cell(NOTE), Cell("申请人情况"), Cell("自然人"), Cell("法人或其他组织"), Cell("总计")
    grid.add("h1", [corner] * 3 + [who] * 7)
    grid.add("h2", [corner] * 3 + [natural] + [legal] * 5 + [total])
    grid.add("h3", [*[corner] * 3, natural, *PEOPLE[1:6], total])

    def numbers(row: str) -> list[str | Cell]:
        return [str(v) for v in values.get(row, [0] * 7)]

    for row, label in (("r1", "一、本年新收政府信息公开申请数量"), ("r2", "二、上年结转政府信息公开申请数量")):
        grid.add(row, [*[Cell(label)] * 3, *numbers(row)])
    year = Cell("三、本年度办理结果")
    for group, rows in groups:
        head = Cell(group)
        for row, label in rows:
            text = Cell(label)
            grid.add(row, [year, head if group else text, text, *numbers(row)])
    grid.add("r25", [*[Cell("四、结转下年度继续办理")] * 3, *numbers("r25")])
    return grid


def review(lines: list[list[str]]) -> Grid:
    """The table of chapter four from three lines of four numbers."""
    groups = ["行政复议", "未经复议直接起诉", "复议后起诉"]
    parts = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    grid = Grid("rev", columns=[f"{g}{p}" for g in "abc" for p in ("1", "2", "3", "4", "t")])
    first, court, second, third = Cell(groups[0]), Cell("行政诉讼"), Cell(groups[1]), Cell(groups[2])
    leaf = [Cell(p) for p in parts]
    grid.add("h1", [*[first] * 5, *[court] * 10])
    grid.add("h2", [*leaf, *[second] * 5, *[third] * 5])
    grid.add("h3", [*leaf, *parts, *parts])
    grid.add("v", [x for line in lines for x in [*line, str(sum(map(int, line)))]])
    return grid


D2021: list[tuple[str, str, list[str], list[tuple[str, str]]]] = [
    (
        "b1",
        "第二十条第（一）项",
        ["本年制发件数", "本年废止件数", "现行有效件数"],
        [("规章", "规章"), ("行政规范性文件", "行政规范性文件")],
    ),
    ("b5", "第二十条第（五）项", ["本年处理决定数量"], [("行政许可", "行政许可")]),
    ("b6", "第二十条第（六）项", ["本年处理决定数量"], [("行政处罚", "行政处罚"), ("行政强制", "行政强制")]),
    ("b8", "第二十条第（八）项", ["本年收费金额（单位：万元）"], [("收费", "行政事业性收费")]),
]
_LAST = ["上一年项目数量", "本年增/减", "处理决定数量"]
D2019: list[tuple[str, str, list[str], list[tuple[str, str]]]] = [
    (
        "b1",
        "第二十条第（一）项",
        ["本年新制作数量", "本年新公开数量", "对外公开总数量"],
        [("规章", "规章"), ("规范性文件", "规范性文件")],
    ),
    ("b5", "第二十条第（五）项", _LAST, [("行政许可", "行政许可"), ("其他", "其他对外管理服务事项")]),
    ("b6", "第二十条第（六）项", _LAST, [("行政处罚", "行政处罚"), ("行政强制", "行政强制")]),
    ("b8", "第二十条第（八）项", _LAST[:2], [("收费", "行政事业性收费")]),
    ("b9", "第二十条第（九）项", ["采购项目数量", "采购总金额"], [("采购", "政府集中采购")]),
]


def documents(edition: str, lines: list[list[str]]) -> Grid:
    """The table of chapter two."""
    values = {line[0]: line[1:] for line in lines}
    grid = Grid("doc" + edition, columns=["l", "v1", "v2", "v3"])
    for block, title, heads, rows in D2021 if edition == "2021" else D2019:
        grid.add(block + ".t", [*[Cell(title)] * 4])
        grid.add(block + ".h", ["信息内容", *_spread(heads)])
        for row, label in rows:
            assert len(values[row]) == len(heads), row
            grid.add(row, [label, *_spread(values[row])])
    if edition == "2021":
        for row in ("规章", "行政规范性文件"):
            assert all(int(x) >= 0 for x in values[row])
    return grid


def _spread(texts: list[str]) -> list[str | Cell]:
    """One, two or three texts over three columns, as the form merges them."""
    cells = [Cell(t) for t in texts]
    return list({1: cells * 3, 2: [*cells[:1], *cells[1:] * 2], 3: cells}[len(cells)])
