"""``annotate`` and ``fix``: copies of a draft, marked or corrected."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from core.errors import NianbaoError
from core.exports.width import one_line
from core.findings import Result
from core.ruleset import RuleSet
from terminal.parser import add_settings

Check = Callable[[argparse.Namespace], Result]
"""The result for the file of a call. Raises NianbaoError naming the file."""


def add_annotate(parser: argparse.ArgumentParser, check: Check) -> None:
    """The options of ``annotate``."""
    _add_common(parser)
    parser.set_defaults(action=lambda options: _annotate(options, check))


def add_fix(parser: argparse.ArgumentParser, check: Check, rules: Callable[[], RuleSet]) -> None:
    """The options of ``fix``; ``rules`` gives the built-in rules, by which a wrong id is known."""
    _add_common(parser)
    parser.add_argument("--rule", action="append", default=[], metavar="规则编号", help="只改正这条规则发现的问题，可以写几次")
    parser.add_argument("--applied", action="store_true", help="Word 文档中直接改正，不留修订标记")
    parser.set_defaults(action=lambda options: _fix(options, check, rules))


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件")
    parser.add_argument("-o", "--output", required=True, metavar="路径", help="副本保存到哪里")
    add_settings(parser)
    parser.add_argument("--previous", metavar="文件", help="本单位上年度的报告")


def _annotate(options: argparse.Namespace, check: Check) -> int:
    from core.annotators import annotate  # noqa: PLC0415 - loaded when asked for

    result = check(options)
    target = Path(options.output)
    options.apart.call(annotate, result, target, _others(options))
    print(one_line(f"已写好标注副本：{target}。结论：{result.verdict.sentence}"))
    return 0


def _fix(options: argparse.Namespace, check: Check, rules: Callable[[], RuleSet]) -> int:
    from core.annotators import correct  # noqa: PLC0415 - loaded when asked for
    from core.annotators.changes import told  # noqa: PLC0415 - as above

    known = rules()
    for rule in options.rule:
        if known.rule(rule) is None:
            raise NianbaoError(f"没有编号为“{rule}”的规则。运行 nianbao rules list 查看全部编号。")
    result = check(options)
    target = Path(options.output)
    changes = options.apart.call(correct, result, target, options.rule, options.applied, _others(options))
    print(one_line(f"已写好修改副本：{target}。"))
    for line in told(changes, result):
        print(line)
    return 0


def _others(options: argparse.Namespace) -> list[str]:
    """The other files of the call, which are no targets either."""
    return [options.previous] if options.previous else []
