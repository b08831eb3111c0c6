"""``dismiss``: one place is right as it is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from core.errors import NianbaoError
from core.exports.places import Places
from core.exports.width import one_line
from core.findings import Result
from core.store import Store
from terminal.parser import Parser, add_settings, count

Check = Callable[[argparse.Namespace], Result]
"""The result for the file of a call. Raises NianbaoError naming the file."""


def add_dismiss(dismiss: argparse.ArgumentParser, check: Check, complain: Callable[[str], None]) -> None:
    """The options of ``dismiss``; ``complain`` takes a line for standard error."""
    kinds = dismiss.add_subparsers(dest="kind", required=True, metavar="list|add|remove|export|import", parser_class=Parser)
    kinds.add_parser("list", help="列出忽略过的问题").set_defaults(action=_list)
    add = kinds.add_parser("add", help="忽略一份报告中的一处问题")
    add.add_argument("file", metavar="文件")
    add.add_argument("rule", metavar="规则编号")
    add.add_argument("--reason", required=True, metavar="理由", help="为什么可以忽略")
    add.add_argument("--at", type=count, metavar="第几处", help="这条规则在文件里有几处问题时，写明是第几处")
    add_settings(add)
    add.set_defaults(action=lambda options: _add(options, check, complain))
    remove = kinds.add_parser("remove", help="撤销一条忽略")
    remove.add_argument("number", type=count, metavar="序号", help="dismiss list 列出的序号")
    remove.set_defaults(action=_remove)
    for name, what, action in (("export", "导出全部忽略记录", _export), ("import", "导入忽略记录", _import)):
        parser = kinds.add_parser(name, help=what)
        parser.add_argument("path", metavar="路径")
        parser.set_defaults(action=action)


def _list(_options: argparse.Namespace) -> int:
    from core.exports.dismissals import listing  # noqa: PLC0415 - loaded when asked for

    print(listing(Store().dismissals()))
    return 0


def _add(options: argparse.Namespace, check: Check, complain: Callable[[str], None]) -> int:
    if not options.reason.strip():
        raise NianbaoError("没有写理由。请在 --reason 后面写明为什么可以忽略。")
    result = check(options)
    number = _which(result, options.rule, options.at)
    done = Store().dismiss(result, number, options.reason.strip())
    for note in done.notes[len(result.notes) :]:
        complain(note)
    print(f"已忽略：{one_line(done.findings[number].message)}\n结论：{done.verdict.sentence}")
    return 0


def _which(result: Result, rule: str, at: int | None) -> int:
    """The number of the finding that is meant. Raises NianbaoError when that is not clear."""
    found = [number for number, finding in enumerate(result.findings) if finding.rule == rule]
    if not found:
        raise NianbaoError(f"{result.path}：规则“{rule}”没有发现问题，没有可忽略的。")
    if at is None and len(found) > 1:
        places = Places(result.document)
        each = ((n, result.findings[number]) for n, number in enumerate(found, 1))
        told = "；".join(f"第{n}处（{places.full(finding.location)}）：{finding.message}" for n, finding in each)
        raise NianbaoError(f"{result.path}：规则“{rule}”有{len(found)}处问题，请用 --at 写明是第几处。{told}")
    if at is not None and not 1 <= at <= len(found):
        raise NianbaoError(f"{result.path}：规则“{rule}”只有{len(found)}处问题，--at 不能是 {at}。")
    return found[(at or 1) - 1]


def _remove(options: argparse.Namespace) -> int:
    store = Store()
    kept = store.dismissals()
    if not 1 <= options.number <= len(kept):
        raise NianbaoError(f"没有第 {options.number} 条忽略记录（共 {len(kept)} 条）。运行 nianbao dismiss list 查看序号。")
    store.remove(kept[options.number - 1].key)
    print("已撤销，下次检查会重新报告这一处。")
    return 0


def _export(options: argparse.Namespace) -> int:
    from core.exports import atomic  # noqa: PLC0415 - loaded when asked for

    atomic.write_text(Path(options.path), Store().export() + "\n")
    return 0


def _import(options: argparse.Namespace) -> int:
    try:
        text = Path(options.path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NianbaoError(f"“{options.path}”打不开或不是文本文件，没有导入。") from error
    print(f"已导入 {Store().import_(text)} 条忽略记录。")
    return 0
