"""The manual: a page for each rule and a table of all, made from docstrings and options. Nobody writes these pages by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.edition import Edition, Form
from core.option import as_text as value_text
from core.option import choices, options_of, says, type_name, types_of
from core.report.formmatch import short
from core.rule import Rule

FAMILIES = {
    "structure": "结构",
    "contact": "联系方式",
    "period": "期限和年度",
    "table": "统计表",
    "consistency": "前后一致",
    "content": "内容",
    "language": "文字",
    "local": "本地规则",
}
GENERATED = "<!-- 由 scripts/make_manual.py 生成，请勿手工修改 -->"


def parts(rule: Rule) -> tuple[tuple[str, str], ...]:
    """The parts of a rule's page, by name."""
    page = rule.manual
    return (
        ("检查内容", page.checks),
        ("为什么", page.why),
        ("依据", page.basis),
        ("错误示例", page.wrong),
        ("正确示例", page.right),
    )


def as_text(rule: Rule) -> str:
    """A rule's page for a terminal, with its options as they are in force."""
    head = f"{rule.id}  {rule.title}（{rule.level.label}{'' if rule.enabled else '，停用'}）"
    lines = [head, "", rule.manual.summary, "", *(f"{name}：{words}" for name, words in parts(rule))]
    lines += ["可改的选项：", *(f"  {line}" for line in _options(rule))] if rule.options is not None else []
    lines += [f"来自：{rule.source}"] if rule.source else []
    return "\n".join(lines)


def _options(rule: Rule) -> Iterator[str]:
    for name, each in options_of(type(rule.options)).items():
        value = getattr(rule.options, name)
        yield f"{name}：{says(each)}（现在是：{'没有设' if value == '' else value_text(value)}）"


def as_markdown(rule: Rule) -> str:
    """A rule's page of the manual."""
    lines = [GENERATED, "", f"# {rule.title}", "", rule.manual.summary, ""]
    state = "默认检查" if rule.enabled else "默认不检查"
    lines += [f"- 编号：`{rule.id}`", f"- 级别：{rule.severity.label}（`{rule.severity.value}`），{state}", ""]
    for name, words in parts(rule):
        lines += [f"## {name}", "", words, ""]
    return "\n".join([*lines, *_markdown_options(rule)])


def _markdown_options(rule: Rule) -> Iterator[str]:
    yield from ("## 本单位怎样调整", "", "在本地规则文件中写，只写要改的选项（写法见 `docs/local-rules.md`）：", "", "```yaml")
    yield from ("rules:", f"  {rule.id}:", f"    enabled: {value_text(rule.enabled)}", f"    severity: {rule.severity.value}")
    kind: type = type(rule.options)
    own = options_of(kind) if rule.options is not None else {}
    yield from (f"    {name}: {_yaml(getattr(rule.options, name))}" for name in own)
    yield from ("```", "")
    if own:
        yield from ("| 选项 | 意思 | 类型 | 默认 |", "|---|---|---|---|")
        for name, each in own.items():
            allowed = "、".join(f"`{word}`（{meaning}）" for word, meaning in choices(each).items())
            told = type_name(types_of(kind)[name]) + (f"：{allowed}" if allowed else "")
            yield f"| `{name}` | {says(each)} | {told} | {value_text(getattr(rule.options, name))} |"
        yield ""


def _yaml(value: object) -> str:
    return '""' if value == "" else value_text(value)


def overview(rules: Sequence[Rule]) -> str:
    """The table of all rules, by family."""
    lines = [GENERATED, "", "# 规则目录", "", f"共 {len(rules)} 条。每条的说明、依据和示例见链接。", ""]
    for family, name in FAMILIES.items():
        own = [rule for rule in rules if rule.id.partition(".")[0] == family]
        if own:
            lines += [f"## {name}", "", "| 编号 | 检查什么 | 级别 |", "|---|---|---|"]
            lines += [f"| [`{rule.id}`](../rules/manual/{rule.id}.md) | {rule.title} | {_state(rule)} |" for rule in own]
            lines += [""]
    return "\n".join(lines)


def _state(rule: Rule) -> str:
    return rule.severity.label if rule.enabled else f"{rule.severity.label}，默认不检查"


def names(editions: Sequence[Edition]) -> str:
    """The ids that local layers may name: chapters, forms, rows and columns of every edition."""
    lines = [GENERATED, "", "# 章节、统计表、行和列的编号", "", "写本地规则（见[本地规则](local-rules.md)）时用到的编号。", ""]
    for edition in editions:
        lines += [f"## {edition.name}（`{edition.key}`）", "", "| 章节编号 | 章节或法定内容 |", "|---|---|"]
        named = {each.id: each.title for each in edition.chapters} | {each.id: each.title for each in edition.items}
        lines += [f"| `{key}` | {title} |" for key, title in named.items()] + [""]
        for form in edition.forms:
            lines += _form_names(form)
    return "\n".join(lines)


def _form_names(form: Form) -> list[str]:
    lines = [f"### {form.name}（统计表编号 `{form.id}`）", "", "| 行编号 | 行名 |", "|---|---|"]
    lines += [f"| `{row.id}` | {short(row.label) or '（只有一行，没有行名）'} |" for row in form.rows] + [""]
    if form.values:
        lines += ["| 列编号 | 列名 |", "|---|---|"]
        lines += [f"| `{column.id}` | {' › '.join((*column.group, column.label))} |" for column in form.values] + [""]
    return lines
