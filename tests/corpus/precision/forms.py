"""Figures and grids of the official forms, made so that every printed relation holds."""

from __future__ import annotations

from dataclasses import dataclass, field

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
LEFT, UP = "\0<", "\0^"  # a cell merged with the one to its left, or above
LETTERS = "nscgfo"  # n 自然人, s 商业企业, c 科研机构, g 社会公益组织, f 法律服务机构, o 其他

RESULTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("", (("open", "（一）予以公开"), ("part", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"))),
    (
        "（三）不予公开",
        (
            ("secret", "1.属于国家秘密"),
            ("law", "2.其他法律行政法规禁止公开"),
            ("safety", "3.危及“三安全一稳定”"),
            ("third", "4.保护第三方合法权益"),
            ("internal", "5.属于三类内部事务信息"),
            ("process", "6.属于四类过程性信息"),
            ("case", "7.属于行政执法案卷"),
            ("query", "8.属于行政查询事项"),
        ),
    ),
    (
        "（四）无法提供",
        (("none", "1.本机关不掌握相关政府信息"), ("make", "2.没有现成信息需要另行制作"), ("unclear", "3.补正后申请内容仍不明确")),
    ),
    (
        "（五）不予处理",
        (
            ("petition", "1.信访举报投诉类申请"),
            ("repeat", "2.重复申请"),
            ("printed", "3.要求提供公开出版物"),
            ("many", "4.无正当理由大量反复申请"),
            ("confirm", "5.要求行政机关确认或重新出具已获取信息"),
        ),
    ),
    (
        "（六）其他处理",
        (
            ("late", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("other", "3.其他"),
        ),
    ),
)
GROUP_NAMES = {"（三）不予公开": "denied", "（四）无法提供": "unable", "（五）不予处理": "refused", "（六）其他处理": "else"}
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def counts(text: str) -> list[int]:
    """The six columns of a short form such as `n12 s3`."""
    values = dict.fromkeys(LETTERS, 0)
    for item in str(text or "").split():
        values[item[0]] += int(item[1:])
    return list(values.values())


@dataclass
class Requests:
    """Form of chapter three: what is left over is carried to the next year."""

    new: list[int]
    old: list[int]
    rows: dict[str, list[int]]
    names: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, data: dict[str, str]) -> Requests:
        data = dict(data or {})
        new, old = counts(data.pop("new", "")), counts(data.pop("old", ""))
        known = [key for _, rows in RESULTS for key, _ in rows]
        rows = {key: counts(data.pop(key, "")) for key in known}
        if data:
            raise ValueError(f"unknown rows {sorted(data)}")
        form = cls(new, old, rows)
        form._name()
        return form

    @property
    def done(self) -> list[int]:
        return [sum(row[i] for row in self.rows.values()) for i in range(6)]

    @property
    def left(self) -> list[int]:
        left = [n + o - d for n, o, d in zip(self.new, self.old, self.done, strict=True)]
        if min(left) < 0:
            raise ValueError(f"more decided than received: {left}")
        return left

    def _name(self) -> None:
        every = {"new": self.new, "old": self.old, "done": self.done, "left": self.left, **self.rows}
        for title, rows in RESULTS:
            if title:
                every[GROUP_NAMES[title]] = [sum(self.rows[key][i] for key, _ in rows) for i in range(6)]
        every["all"] = [n + o for n, o in zip(self.new, self.old, strict=True)]
        for key, row in every.items():
            self.names[key] = sum(row)
            self.names[f"{key}.legal"] = sum(row[1:])
            for letter, value in zip(LETTERS, row, strict=True):
                self.names[f"{key}.{letter}"] = value

    def grid(self, edition: str) -> list[list[str]]:
        """Three columns of labels and seven of figures."""
        grid = [
            [NOTE, LEFT, LEFT, "申请人情况", *[LEFT] * 6],
            [UP, UP, UP, "自然人", "法人或其他组织", *[LEFT] * 4, "总计"],
            [UP, UP, UP, UP, *COLUMNS[1:], UP],
            ["一、本年新收政府信息公开申请数量", LEFT, LEFT, *_cells(self.new)],
            ["二、上年结转政府信息公开申请数量", LEFT, LEFT, *_cells(self.old)],
        ]
        lead = len(grid)
        for title, rows in RESULTS:
            grid += self._group(title, rows, edition)
        grid.append([UP, "（七）总计", LEFT, *_cells(self.done)])
        grid[lead][0] = "三、本年度办理结果"
        grid.append(["四、结转下年度继续办理", LEFT, LEFT, *_cells(self.left)])
        return grid

    def _group(self, title: str, rows: tuple[tuple[str, str], ...], edition: str) -> list[list[str]]:
        if title == "（六）其他处理" and edition == "2019":
            total = [sum(self.rows[key][i] for key, _ in rows) for i in range(6)]
            return [[UP, title, LEFT, *_cells(total)]]
        if not title:
            return [[UP, label, LEFT, *_cells(self.rows[key])] for key, label in rows]
        return [[UP, UP if i else title, label, *_cells(self.rows[key])] for i, (key, label) in enumerate(rows)]


def _cells(row: list[int]) -> list[str]:
    return [str(value) for value in (*row, sum(row))]


def cases_grid(text: str) -> list[list[str]]:
    """Form of chapter four from `2 0 0 1 / 1 0 0 0 / 0 0 0 0`."""
    groups = [[int(v) for v in part.split()] for part in str(text or "0 0 0 0/0 0 0 0/0 0 0 0").split("/")]
    labels = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = [str(v) for group in groups for v in (*group, sum(group))]
    return [
        ["行政复议", *[LEFT] * 4, "行政诉讼", *[LEFT] * 9],
        [*[UP] * 5, "未经复议直接起诉", *[LEFT] * 4, "复议后起诉", *[LEFT] * 4],
        labels * 3,
        values,
    ]


def active_grid(data: dict[str, str], edition: str) -> list[list[str]]:
    """Form of chapter two: four columns, block headings across."""
    return _active_2019(data) if edition == "2019" else _active_2021(data)


def _active_2021(data: dict[str, str]) -> list[list[str]]:
    def wide(text: str) -> list[str]:
        return [text, LEFT, LEFT, LEFT]

    def one(label: str, key: str) -> list[str]:
        return [label, str(data.get(key, "0")), LEFT, LEFT]

    decided = ["信息内容", "本年处理决定数量", LEFT, LEFT]
    rules = str(data.get("rules", "0 0 0")).split()
    norms = str(data.get("norms", "0 0 0")).split()
    return [
        wide("第二十条第（一）项"),
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", *rules],
        ["行政规范性文件", *norms],
        wide("第二十条第（五）项"),
        decided,
        one("行政许可", "permit"),
        wide("第二十条第（六）项"),
        decided,
        one("行政处罚", "penalty"),
        one("行政强制", "force"),
        wide("第二十条第（八）项"),
        ["信息内容", "本年收费金额（单位：万元）", LEFT, LEFT],
        one("行政事业性收费", "charge"),
    ]


def _active_2019(data: dict[str, str]) -> list[list[str]]:
    def wide(text: str) -> list[str]:
        return [text, LEFT, LEFT, LEFT]

    def row(label: str, key: str) -> list[str]:
        return [label, *str(data.get(key, "0 0 0")).split()]

    head = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]
    charge = str(data.get("charge", "0 0")).split()
    buy = str(data.get("buy", "0 0")).split()
    return [
        wide("第二十条第（一）项"),
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        row("规章", "rules"),
        row("规范性文件", "norms"),
        wide("第二十条第（五）项"),
        head,
        row("行政许可", "permit"),
        row("其他对外管理服务事项", "service"),
        wide("第二十条第（六）项"),
        head,
        row("行政处罚", "penalty"),
        row("行政强制", "force"),
        wide("第二十条第（八）项"),
        ["信息内容", "上一年项目数量", "本年增/减", LEFT],
        ["行政事业性收费", *charge, LEFT],
        wide("第二十条第（九）项"),
        ["信息内容", "采购项目数量", "采购总金额", LEFT],
        ["政府集中采购", *buy, LEFT],
    ]
