"""The steps of ``--self-test``: each says what it saw, or raises StepError with a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from core.annotators import annotate, correct, corrected_suffix, marked_suffix
from core.exports import atomic
from core.exports.writing import FORMATS, result_bytes
from core.findings import LocationKind, Result, Status
from core.ruleset import RuleSet
from core.store import Store

EXPORTS = FORMATS
_ON_TABLES = "table."
_SHEETS = frozenset({".xlsx", ".xls", ".ods"})
Check = Callable[[Path], Result]


class StepError(Exception):
    """A step that did not end as it must; ``str(error)`` is the sentence."""


def catalogue(rules: RuleSet) -> str:
    """The rules and their data are there."""
    if not rules.rules or rules.notes:
        raise StepError("规则没有全部载入。" + "".join(rules.notes))
    return f"{len(rules.rules)} 条规则，{len(rules.editions)} 个年度格式"


def clean(result: Result) -> str:
    """Nothing is found where nothing is wrong."""
    _require_no_crash(result)
    if result.findings:
        raise StepError(f"无误的示例报出 {len(result.findings)} 处问题，第一处是“{result.findings[0].message}”")
    return result.verdict.sentence


def found(result: Result, expected: Mapping[str, int]) -> str:
    """What was put into the sample is found, and nothing beside it; a workbook holds its table alone."""
    _require_no_crash(result)
    sheet = Path(result.path).suffix in _SHEETS
    wanted = Counter({rule: count for rule, count in expected.items() if not sheet or rule.startswith(_ON_TABLES)})
    seen = Counter(finding.rule for finding in result.findings)
    if seen != wanted:
        missed, more = "、".join(wanted - seen), "、".join(seen - wanted)
        raise StepError("检查结果不对" + (f"，漏报 {missed}" if missed else "") + (f"，误报 {more}" if more else ""))
    return f"{len(result.document.paragraphs)} 段、{len(result.document.tables)} 张表，查出 {seen.total()} 处问题"


def _require_no_crash(result: Result) -> None:
    broken = [row.rule for row in result.checklist if row.status is Status.RULE_FAILED]
    if broken:
        raise StepError(f"规则 {'、'.join(broken)} 运行出错")


def export(result: Result, file_format: str, folder: Path) -> str:
    """The result is written in a format and every finding is in it."""
    target = folder / f"检查单.{file_format}"
    atomic.write_bytes(target, result_bytes(result, file_format), result.sources)
    data = target.read_bytes()
    counted = _listed(file_format, data, result)
    if counted != len(result.findings):
        raise StepError(f"应列出 {len(result.findings)} 处问题，实际 {counted} 处")
    return f"列出 {counted} 处问题，{-(-len(data) // 1024)} KB"


def _listed(file_format: str, data: bytes, result: Result) -> int:
    """How many findings an exported file lists."""
    if file_format in ("json", "sarif"):
        document: dict[str, Any] = json.loads(data)
        return len(document["reports"][0]["findings"] if file_format == "json" else document["runs"][0]["results"])
    text = _text_of_package(data) if file_format in ("xlsx", "docx") else data.decode("utf-8")
    if file_format == "html":
        import html  # noqa: PLC0415 - this format alone needs it

        text = html.unescape(text)
    return sum(1 for finding in result.findings if _bare(finding.message) in _bare(text))


def _text_of_package(data: bytes) -> str:
    """The text of every XML part of an Office file."""
    from lxml import etree  # noqa: PLC0415 - loaded when asked for

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return "\n".join("".join(map(str, etree.fromstring(part).itertext())) for part in parts)


def _bare(text: str) -> str:
    """Text without the white space that line breaking puts in."""
    return "".join(text.split())


def marked(check: Check, path: Path, folder: Path) -> str:
    """A marked copy is written, and checking it finds the same again."""
    result = check(path)
    target = folder / f"标注-{path.stem}-{path.suffix[1:]}{marked_suffix(result)}"
    annotate(result, target)
    again = check(target)
    if Counter(f.rule for f in again.findings) != Counter(f.rule for f in result.findings):
        raise StepError("标注副本再次检查，结果与原稿不同")
    return f"标注 {len(result.findings)} 处，副本再次检查结果相同"


def corrected(check: Check, path: Path, folder: Path) -> str:
    """A corrected copy is written; what was corrected is found no more, all else is."""
    result = check(path)
    target = folder / f"修改-{path.stem}-{path.suffix[1:]}{corrected_suffix(result)}"
    done = [change.finding for change in correct(result, target) if not change.reason]
    if not done:
        raise StepError("没有改正任何一处")
    left = Counter(f.rule for f in result.findings) - Counter(f.rule for f in done)
    if Counter(f.rule for f in check(target).findings) != left:
        raise StepError("修改副本再次检查，结果与预期不同")
    return f"改正 {len(done)} 处，副本中不再报出"


def dismissed(result: Result) -> str:
    """A finding is dismissed, remembered, and taken back."""
    store = Store()
    number = next(n for n, finding in enumerate(result.findings) if finding.location.kind is not LocationKind.DOCUMENT)
    store.dismiss(result, number, "自检")
    if store.apply(result).findings[number].waived is None:
        raise StepError("忽略的问题没有记住")
    if store.restore(result, number).findings[number].waived is not None:
        raise StepError("忽略的问题没有撤销")
    return "能记住，能撤销"


def unchanged(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Nothing was written to a draft."""
    changed = [name for name in before if before[name] != after.get(name)]
    if changed:
        raise StepError(f"{'、'.join(changed)} 被改动")
    return f"{len(before)} 个文件"
