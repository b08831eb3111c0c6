"""Wrong local files: each mistake is told with file, line, rule and option; what is right in them, and everything else, counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rules
from core.layers.reading import followed
from tests.layers.making import check, draft, layers, row, told

# A file, the line of the mistake, and what the sentence says.
WRONG = [
    (
        "rules:\n  period.deadline:\n    goverment: 3-20\n",
        3,
        "未知选项 goverment（规则 period.deadline），可用：enabled、severity、government、department、township",
    ),
    ("rules:\n  table.sum:\n    tolerance: 1\n", 3, "未知选项 tolerance（规则 table.sum），可用：enabled、severity"),
    ("rules:\n\n  table.sums: off\n", 3, "没有编号为 table.sums 的规则，是不是 table.sum？"),
    ("rules:\n  what.ever: off\n", 2, "没有编号为 what.ever 的规则；"),
    ("rules:\n  table.sum: {severity: high}\n", 2, "选项 severity（规则 table.sum）应是error、warning 或 info，不能是“high”"),
    ("rules:\n  table.sum: {enabled: perhaps}\n", 2, "选项 enabled（规则 table.sum）应是true 或 false，不能是“perhaps”"),
    ("rules:\n  table.sum:\n", 2, "选项 enabled（规则 table.sum）应是true 或 false，不能是空的"),
    ("rules:\n  table.sum: [off]\n", 2, "规则 table.sum应写成“选项: 值”的形式"),
    (
        "rules:\n  period.deadline:\n    severity: info\n    department: 二月一日\n",
        4,
        "选项 department（规则 period.deadline）应写成“月-日”，如 3-20，不能是“二月一日”",
    ),
    ("rules:\n  period.deadline: {township: 2-30}\n", 2, "选项 township（规则 period.deadline）应写成“月-日”"),
    (
        "rules:\n  contact.missing:\n    fields: [phone, qq]\n",
        3,
        "选项 fields（规则 contact.missing）不能是“qq”，可用：address（联系地址）",
    ),
    ("rules:\n  table.magnitude:\n    limits: {'7': 很多}\n", 3, "选项 limits（规则 table.magnitude）应是整数，不能是“很多”"),
    ("rules:\n  table.magnitude:\n    limits: 3\n", 3, "选项 limits（规则 table.magnitude）应写成“选项: 值”的形式"),
    ("rules: [table.sum]\n", 1, "rules（内置规则的调整）应写成“选项: 值”的形式"),
    ("# 说明\nrule:\n  table.sum: off\n", 2, "未知选项 rule（规则文件），可用：name、rules、forbidden"),
    ("forbidden:\n  name: 甲\n", 2, "forbidden（不应出现的词语）应写成列表，每项以“- ”开头"),
    ("forbidden:\n  - 甲\n", 2, "forbidden（不应出现的词语）的每一项应写成“选项: 值”的形式"),
    ("forbidden:\n  - name: 甲\n    severity: info\n", 2, "缺少选项 phrase（规则 local.甲）"),
    ("forbidden:\n  - phrase: 甲\n", 2, "缺少选项 name（forbidden，不应出现的词语）"),
    (
        "forbidden:\n  - name: 甲\n    phrase: 乙\n    colour: red\n",
        4,
        "未知选项 colour（规则 local.甲），可用：name、title、severity",
    ),
    ("forbidden:\n  - name: 甲 乙\n    phrase: 丙\n", 2, "“甲 乙”只能用汉字、字母、数字、“-”和“_”"),
    ("forbidden:\n  - name: 甲\n    phrase: ''\n", 3, "选项 phrase（规则 local.甲）不能空着"),
    ("forbidden:\n  - name: 甲\n    phrase: []\n", 3, "选项 phrase（规则 local.甲）不能空着"),
    ("forbidden:\n  - name: 甲\n    phrase: {a: b}\n", 3, "选项 phrase（规则 local.甲）应是"),
    (
        "forbidden:\n  - name: 甲\n    phrase: 乙\n    kinds: [县]\n",
        4,
        "选项 kinds（规则 local.甲）不能是“县”，可用：government（政府）",
    ),
    (
        "forbidden:\n  - {name: 甲, phrase: 乙}\npatterns:\n  - {name: 甲, pattern: 丙, message: 丁}\n",
        4,
        "名称 甲 用了两次，前一次在第 2 行",
    ),
    ("required:\n  - name: 甲\n    phrase:\n", 3, "选项 phrase（规则 local.甲）应是文字，不能是空的"),
    ("sections:\n  - name: 甲\n", 2, "缺少选项 heading（规则 local.甲）"),
    ("patterns:\n  - name: 甲\n    message: 乙\n    pattern: '(['\n", 4, "选项 pattern（规则 local.甲）不是合法的正则表达式"),
    ("patterns:\n  - {name: 甲, message: 乙, pattern: 'a*'}\n", 2, "连空白也能匹配"),
    ("patterns:\n  - {name: 甲, message: 乙, pattern: '(?:(?:a{250}){250}){250}'}\n", 2, "重复次数过大"),
    ("patterns:\n  - {name: 甲, pattern: a}\n", 2, "缺少选项 message（规则 local.甲）"),
    ("headings:\n  - {item: oter, heading: 其他}\n", 2, "选项 item（headings，也算对的标题）：没有编号为 oter 的章节，可用："),
    (
        "headings:\n  - item: other\n    heading: 其他\n    edition: '2020'\n",
        4,
        "没有编号为 2020 的格式版本，可用：2008、2019、2021",
    ),
    ("rows:\n  - {form: stat, id: x, label: 甲, after: '1.1'}\n", 2, "没有编号为 stat 的统计表，可用：statistics"),
    ("rows:\n  - form: statistics\n    id: x\n    label: 甲\n    after: '9.9'\n", 5, "没有编号为 9.9 的行，可用：1、1.1"),
    ("rows:\n  - form: statistics\n    id: '1.1'\n    label: 甲\n    after: '1.1'\n", 3, "编号 1.1 已经有一行"),
    (
        "relations:\n  - {name: 甲, form: statistics, left: ['3.1'], right: ['3.9'], says: 乙}\n",
        2,
        "选项 right（规则 local.甲）：没有编号为 3.9 的行",
    ),
    (
        "relations:\n  - {name: 甲, form: statistics, op: '>', left: ['3.1'], right: ['3.2'], says: 乙}\n",
        2,
        "选项 op（规则 local.甲）不能是“>”，可用：==（左边等于右边之和）",
    ),
    (
        "relations:\n  - {name: 甲, form: '3', each: row, left: [total], right: [persons], says: 乙}\n",
        2,
        "没有编号为 persons 的列，可用：person、business",
    ),
    ("units:\n  - {kind: town}\n", 2, "选项 kind（units，单位类别）不能是“town”"),
    ("rules:\n  table.sum: off\n bad\n", 3, "不是合法的 YAML"),
    ("rules: {table.sum: [\n", 2, "不是合法的 YAML"),
    ("rules:\n\ttable.sum: off\n", 2, "不是合法的 YAML"),
    ("a: 1\n---\nb: 2\n", 2, "不是合法的 YAML"),
    ("- table.sum\n", 1, "规则文件应写成“选项: 值”的形式"),
    ("rules: &a [*a]\n", 1, "rules（内置规则的调整）应写成"),
    ("? [a]\n: b\n", 1, "选项名应是一个词"),
]


@pytest.mark.parametrize(("text", "line", "sentence"), WRONG, ids=[sentence for _, _, sentence in WRONG])
def test_a_mistake_is_told_with_its_place(text: str, line: int, sentence: str, tmp_path: Path) -> None:
    found = layers(tmp_path, text)
    (mistake,) = told(found)
    assert mistake.startswith(f"1.yaml 第 {line} 行：")
    assert sentence in mistake
    assert "没有采用" in mistake
    assert "\n" not in mistake
    assert not re.search("[，。；：？！、]{2}", mistake)
    assert not any(word in mistake for word in ("Error", "expected", "yaml.", "None", "mark"))
    assert found.ruleset.rules[: len(rules.CHECKS)] == rules.builtin().rules
    assert found.ruleset.editions == rules.builtin().editions
    assert found.ruleset.notes == (f"本地规则 {mistake}",)


def test_a_question_keeps_its_mark(tmp_path: Path) -> None:
    (mistake,) = told(layers(tmp_path, "rules: {table.sums: off}\n"))
    assert mistake.endswith("是不是 table.sum？这一条没有采用")


@pytest.mark.parametrize("sentence", ["名称重复", "名称重复。", "名称重复；"])
def test_what_follows_comes_behind_one_semicolon(sentence: str) -> None:
    assert followed(sentence, "这一条没有采用") == "名称重复；这一条没有采用"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("规则".encode("gb18030"), "第 1 行：文件不是 UTF-8 编码"),
        (b"# a\n# b\nname: \xff\n", "第 3 行：文件不是 UTF-8 编码"),
        (b"name: a\x07b\n", "1.yaml：不是合法的 YAML，文件里有不能出现的控制字符"),
        (b"[" * 5000, "括号嵌套过深"),
        (b"#" * 1_000_001, "文件过大"),
    ],
)
def test_a_file_that_is_no_layer_is_told(data: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_bytes(data)
    found = rules.in_force(tmp_path)
    (mistake,) = told(found)
    assert sentence in mistake
    assert "整个文件没有采用" in mistake
    assert found.ruleset.rules == rules.builtin().rules


@pytest.mark.parametrize("data", [b"", b"# nothing yet\n", b"\xef\xbb\xbfname: \xe7\x94\xb2\n", b"rules: {}\nforbidden: []\n"])
def test_an_empty_layer_is_right(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "1.yaml").write_bytes(data)
    assert rules.in_force(tmp_path).mistakes == ()


def test_every_mistake_is_told_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    first = "units: [{kind: x}]\nforbidden:\n  - {name: 甲}\nrules:\n  table.sums: off\n"
    mistakes = told(layers(tmp_path, first, "name: [", "rulse: {}\n"))
    assert [mistake.split("：")[0] for mistake in mistakes] == [
        "1.yaml 第 1 行",
        "1.yaml 第 3 行",
        "1.yaml 第 5 行",
        "2.yaml 第 1 行",
        "3.yaml 第 1 行",
    ]


def test_what_is_right_in_a_file_with_a_mistake_counts_and_so_do_the_other_files(tmp_path: Path) -> None:
    mixed = "rules:\n  table.sum: off\n  table.bounds: off\nforbidden:\n  - {name: 甲, phrase: 乙}\n  - {name: 丙}\n"
    found = layers(tmp_path, "name: [", mixed, "rules: {table.label: {severity: info}}\n")
    assert len(found.mistakes) == 3
    by_id = {rule.id: rule for rule in found.ruleset.rules}
    assert not by_id["table.sum"].enabled
    assert by_id["table.label"].level.value == "info"
    assert "local.甲" in by_id
    assert "local.丙" not in by_id


def test_a_change_with_one_wrong_option_is_left_out_as_a_whole(tmp_path: Path) -> None:
    found = layers(tmp_path, "rules:\n  period.deadline: {severity: info, departement: 1-20}\n")
    assert found.ruleset.rule("period.deadline") == rules.builtin().rule("period.deadline")


def test_a_folder_without_layers_a_file_by_another_name_and_no_folder_are_told(tmp_path: Path) -> None:
    assert "没有规则文件" in told(rules.in_force(tmp_path))[0]
    (tmp_path / "a.yml").write_text("rules: {}", "utf-8")
    assert told(rules.in_force(tmp_path)) == ["a.yml：没有读取这个文件，规则文件的扩展名应是 .yaml"]
    assert "规则文件夹打不开" in told(rules.in_force(tmp_path / "没有"))[0]


def test_no_folder_gives_the_built_in_rules() -> None:
    assert rules.in_force().ruleset is rules.builtin()
    assert rules.in_force(None).mistakes == ()


def test_a_rule_that_is_changed_twice_spoils_no_other(tmp_path: Path) -> None:
    found = layers(tmp_path, "rules:\n  table.sum: off\n  table.bound: off\n  table.sum: {severity: info}\n")
    (mistake,) = told(found)
    assert "第 4 行：选项 table.sum 写了两次" in mistake
    assert mistake.endswith("这一条没有采用")
    assert (row(check(found, draft()), "table.sum"), row(check(found, draft()), "table.bound")) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "rules:\n  period.deadline:\n    government: 13-45\n    departmant: 3-1\n    severity: bad\n",
            [(3, "“13-45”"), (4, "departmant"), (5, "“bad”")],
        ),
        (
            "forbidden:\n  - name: 甲\n    severity: grave\n    mesage: 乙\n",
            [(2, "缺少选项 phrase"), (3, "“grave”"), (4, "mesage")],
        ),
        ("checklist:\n  titel: 审核单\n  columns: 一\n", [(2, "titel"), (3, "columns")]),
    ],
)
def test_all_that_is_wrong_with_an_entry_is_told_at_once(text: str, expected: list[tuple[int, str]], tmp_path: Path) -> None:
    mistakes = told(layers(tmp_path, text))
    assert len(mistakes) == len(expected)
    for mistake, (line, part) in zip(mistakes, expected, strict=True):
        assert mistake.startswith(f"1.yaml 第 {line} 行：")
        assert part in mistake
