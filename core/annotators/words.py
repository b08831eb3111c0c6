"""What a marked copy says: the words of a note on a finding, and of the note on the whole report."""

from __future__ import annotations

from core.exports.places import edition_label
from core.exports.width import visible
from core.findings import Finding, LocationKind, Result, Severity, Status

TITLE = "年报自查"
_MOST_UNCHECKED = 10
SIGNED = "原稿带有数字签名。改动过的副本签名失效，正式文件以原稿为准。"


def note(finding: Finding) -> list[str]:
    """The lines of a note on a finding: what is wrong, how to mend it, on what basis."""
    lines = [f"【{finding.severity.label}】{_absent(finding)}{finding.message}"]
    if finding.suggestion:
        lines.append(f"修改建议：{finding.suggestion}")
    if finding.basis:
        lines.append(f"依据：{finding.basis}")
    return [visible(line) for line in (*lines, f"规则：{finding.rule}")]


def _absent(finding: Finding) -> str:
    """Where a thing should have been, that it is not there."""
    where = finding.location
    missing = where.kind is LocationKind.DOCUMENT and where.label and where.after_block is not None
    return f"此处缺少“{where.label}”。" if missing else ""


def summary(result: Result, extra: tuple[str, ...] = ()) -> list[str]:
    """The lines of the note at the title."""
    counts = "，".join(f"{each.label} {result.count(each)} 处" for each in Severity)
    lines = [f"【{TITLE}】{result.verdict.sentence}", f"共标注：{counts}。"]
    if waived := sum(1 for finding in result.findings if finding.waived):
        lines.append(f"另有 {waived} 处已忽略，没有标注。")
    stuck = [row for row in result.checklist if row.required and row.status in (Status.NOT_CHECKED, Status.RULE_FAILED)]
    lines += [f"未能检查：{row.title}。{row.reason}" for row in stuck[:_MOST_UNCHECKED]]
    checked = f"检查时间：{result.checked_at.replace('T', ' ')}。" if result.checked_at else ""
    lines.append(f"检查依据：{edition_label(result.edition)}。{checked}")
    lines += [*extra, "这是检查用的副本，原稿没有改动。"]
    return [visible(line) for line in lines]


def marked(result: Result) -> list[Finding]:
    """The findings that a copy shows: those that are open."""
    return [finding for finding in result.findings if finding.waived is None]
