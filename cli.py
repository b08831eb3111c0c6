"""The command line: ``check``, ``annotate``, ``fix``, ``text``, ``rules`` and ``dismiss``. Beside ``main.py`` the only module that joins core, rules and a front end."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from core.apart import Apart
from core.engine import Settings, check_file
from core.errors import NianbaoError
from core.exports.width import one_line, pad
from core.exports.writing import FORMATS, WIDEST, must_have_target, printed, write_outcomes
from core.findings import Failure, Result, Severity
from core.layers import Layered
from core.ruleset import RuleSet
from core.store import Store
from core.version import __version__
from rules import builtin, in_force
from terminal.calls import COMMANDS, OPTIONS, PLANNED
from terminal.copying import add_annotate, add_fix
from terminal.dismissing import add_dismiss
from terminal.parser import FAILED, Parser, add_settings
from terminal.progress import progress_line

CHECKED, ERRORS_FOUND = 0, 1
_LOG = logging.getLogger(__name__)
_FAULT = "检查这份文件时程序出错，没有检查完。请另存为 .docx 后再检查一次；仍然出错的，请把文件交给维护人员。"

_FULL = "结果没有写完：磁盘空间不足。请清理磁盘，或换一个位置保存。"
_FAULT_ELSEWHERE = "程序出错，没有完成。请再试一次；仍然出错的，请把情况告诉维护人员。"
_ON_A_FILE = frozenset(COMMANDS) - {"rules"}


class _SelfTest(argparse.Action):
    """Tries the program on the bundled samples and ends the call, as --version does."""

    def __call__(self, parser: argparse.ArgumentParser, *_given: object) -> None:
        parser.exit(_self_test())


def _self_test() -> int:
    from terminal.self_test import Parts, self_test  # noqa: PLC0415 - loaded when asked for

    return self_test(Parts(lambda path: check_file(str(path), builtin()), builtin, _look_apart if find_spec("PySide6") else None))


def _look_apart(path: Path, findings: int, folder: Path) -> str:
    """What the window shows of a draft, seen in a process of its own: Qt ends it at once where it finds no screen."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - the test of itself alone needs it
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above
    from multiprocessing import get_context  # noqa: PLC0415 - as above

    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            return pool.submit(_look, path, findings, folder).result()
    except BrokenProcessPool as error:
        raise NianbaoError("界面组件启动失败，窗口打不开。请重新安装；仍然如此的，请把情况告诉维护人员") from error


def _look(path: Path, findings: int, folder: Path) -> str:
    from gui.self_test import look  # noqa: PLC0415 - Qt is loaded in that process alone

    return look(path, findings, folder)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="nianbao", description="年报自查：政府信息公开工作年度报告报送前检查。不带子命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"nianbao {__version__}", help="显示版本号")
    parser.add_argument("--self-test", nargs=0, action=_SelfTest, help="自检：用自带的示例检查本程序是否完好")
    commands = parser.add_subparsers(dest="command", required=True, metavar="子命令", parser_class=Parser)
    _add_check(commands.add_parser("check", help="检查一份或几份报告"))
    add_annotate(commands.add_parser("annotate", help="生成标注副本：每处问题标在原位"), _checked_alone)
    fixing = commands.add_parser("fix", help="生成修改副本：有把握的错字、标点已改正")
    add_fix(fixing, _checked_alone, builtin)
    text = commands.add_parser("text", help="列出从文件中读到的内容")
    text.add_argument("file", metavar="文件")
    text.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    text.set_defaults(action=_text)
    _add_rules(commands.add_parser("rules", help="查看检查规则，核对本地规则文件"))
    add_dismiss(commands.add_parser("dismiss", help="忽略某一处问题，查看或撤销忽略"), _checked_alone, _complain)
    return parser


def _add_rules(rules: argparse.ArgumentParser) -> None:
    kinds = rules.add_subparsers(dest="kind", required=True, metavar="list|show|validate", parser_class=Parser)
    listing = kinds.add_parser("list", help="列出全部规则")
    listing.set_defaults(action=_rules_list)
    show = kinds.add_parser("show", help="查看一条规则的说明")
    show.add_argument("rule", metavar="规则编号")
    show.set_defaults(action=_rules_show)
    for parser in (listing, show):
        parser.add_argument("--rules", metavar="文件夹", help="本地规则文件夹")
    validate = kinds.add_parser("validate", help="核对文件夹里的本地规则文件，逐条列出错误")
    validate.add_argument("rules", metavar="文件夹")
    validate.set_defaults(action=_rules_validate)


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", nargs="+", metavar="文件")
    add_settings(check)
    check.add_argument("--previous", metavar="文件", help="本单位上年度的报告，用来核对结转数和雷同内容；只能与一份文件一起用")
    check.add_argument("--format", choices=FORMATS, default="text", help="输出格式")
    check.add_argument("-o", "--output", metavar="路径", help="写到文件；检查几份时写到文件夹")
    check.set_defaults(action=_check)


def _no_such_command(arguments: Sequence[str]) -> str | None:
    """What to say when the first word is no sub-command and no option of the program."""
    first = arguments[0] if arguments else COMMANDS[0]
    if first in COMMANDS or first.partition("=")[0] in OPTIONS:
        return None
    if first in PLANNED:
        wrong = f"本版本还没有这个子命令：{first}"
    elif first.startswith("-"):
        wrong = f"没有“{first}”这个选项"
    else:
        wrong = f"没有“{first}”这个子命令，也没有这个文件"
    return f"用法不对：{wrong}。可用的子命令：{'、'.join(COMMANDS)}。运行 nianbao --help 查看用法。"


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a call; files may stand between and behind options."""
    parser = _parser()
    options, rest = parser.parse_known_args(arguments)
    end = rest.index("--") if "--" in rest else len(rest)
    unknown = [word for word in rest[:end] if word.startswith("-")]
    if unknown or (rest and options.command != "check"):
        parser.error(f"unrecognized arguments: {' '.join(unknown or rest)}")
    if rest:
        options.files += rest[:end] + rest[end + 1 :]
    return options


def run(arguments: Sequence[str]) -> int:
    """Run a sub-command; returns the exit status."""
    _prepare_streams()
    # Without a handler the log of a fault would be printed as a traceback.
    logging.getLogger().addHandler(logging.NullHandler())
    if wrong := _no_such_command(arguments):
        _complain(wrong)
        return FAILED
    try:
        options = _parse(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED
    with Apart() as options.apart:
        return _act(options)


def _act(options: argparse.Namespace) -> int:
    """The exit status of a sub-command; whatever stops it is told in a sentence."""
    try:
        action: Callable[[argparse.Namespace], int] = options.action
        status = action(options)
        sys.stdout.flush()
    except NianbaoError as error:
        _complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        _complain("已中断，没有检查完。")
        return FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            _complain(_FULL)
            return FAILED
        _LOG.exception("%s failed", options.command)
        _complain(_FAULT if options.command in _ON_A_FILE else _FAULT_ELSEWHERE)
        return FAILED
    return status


def _prepare_streams() -> None:
    """JSON is UTF-8 whatever the terminal; a character that a terminal lacks is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _complain(sentence: str) -> None:
    """One line on standard error, whatever a file name holds."""
    print(one_line(sentence), file=sys.stderr)


def _check(options: argparse.Namespace) -> int:
    if must_have_target(options.format, len(options.files)) and not options.output:
        _complain(f"用法不对：输出为 {options.format} 时要用 -o 写明保存到哪里。")
        return FAILED
    if options.previous is not None and len(options.files) > 1:
        _complain("用法不对：--previous 只能与一份文件一起用。请逐份检查，每次写明它自己的上年报告。")
        return FAILED
    rules = _rules_told(options.rules)
    outcomes = [_outcome(path, rules, options) for path in options.files]
    results = [outcome for outcome in outcomes if isinstance(outcome, Result)]
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    refused: list[str] = []
    if options.output:
        refused = write_outcomes(outcomes, options.format, Path(options.output))
    else:
        _print(options.format, results, failures)
    for sentence in (*(f"{failure.path}：{failure.reason}" for failure in failures), *refused):
        _complain(sentence)
    if failures or refused:
        return FAILED
    return ERRORS_FOUND if any(result.count(Severity.ERROR) for result in results) else CHECKED


def _outcome(path: str, rules: RuleSet, options: argparse.Namespace) -> Result | Failure:
    """The result of one file, or why there is none."""
    try:
        return _checked(path, rules, options)
    except NianbaoError as error:
        return Failure(path, str(error))
    except Exception:
        _LOG.exception("check of %s failed", path)
        return Failure(path, _FAULT)


def _rules_told(folder: str | None) -> RuleSet:
    """The rules with the local layers over them; what is wrong with these is told and stops nothing."""
    found = _layered(folder)
    for note in found.ruleset.notes:
        _complain(note)
    return found.ruleset


def _layered(folder: str | None) -> Layered:
    if folder is not None and Path(folder).is_file():
        raise NianbaoError(f"“{folder}”是文件，不是文件夹。请写存放本地规则文件的文件夹：“{Path(folder).absolute().parent}”。")
    if folder is not None and not Path(folder).is_dir():
        raise NianbaoError(f"没有“{folder}”这个文件夹。请写存放本地规则文件的文件夹。")
    return in_force(folder)


def _checked(path: str, rules: RuleSet, options: argparse.Namespace) -> Result:
    """The result for a draft, with what was dismissed before."""
    settings = Settings(options.edition, options.as_of, getattr(options, "previous", None), rules_dir=options.rules)
    _IN_FORCE[options.rules] = rules
    with progress_line() as options.apart.progress:
        result = options.apart.call(check_apart, path, settings)
    applied = Store().apply(result)
    for note in applied.notes[len(result.notes) :]:
        _complain(note)
    return applied


_IN_FORCE: dict[str | None, RuleSet] = {}
"""The rules by the folder of their local layers; a process that is forked has those of this one."""


def check_apart(path: str, settings: Settings) -> Result:
    """Check a draft, in the process of :class:`core.apart.Apart`."""
    if settings.rules_dir not in _IN_FORCE:
        _IN_FORCE[settings.rules_dir] = in_force(settings.rules_dir).ruleset
    return check_file(path, _IN_FORCE[settings.rules_dir], settings)


def _checked_alone(options: argparse.Namespace) -> Result:
    """The result for the one file of a call. Raises NianbaoError naming it."""
    try:
        return _checked(options.file, _rules_told(options.rules), options)
    except NianbaoError as error:
        raise NianbaoError(f"{options.file}：{error}") from error


def _print(file_format: str, results: list[Result], failures: list[Failure]) -> None:
    if file_format != "text":
        sys.stdout.buffer.write(printed(file_format, results, failures))
        return
    from core.exports.text import to_text  # noqa: PLC0415 - each export is loaded when asked for

    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    for number, result in enumerate(results):
        print(("\n" if number else "") + to_text(result, colours, width).rstrip("\n"))


def _text(options: argparse.Namespace) -> int:
    try:
        with progress_line() as options.apart.progress:
            said = options.apart.call(read_apart, options.file, options.format)
    except NianbaoError as error:
        _complain(f"{options.file}：{error}")
        return FAILED
    if options.format == "json":
        sys.stdout.buffer.write((said + "\n").encode("utf-8"))
    else:
        print(said)
    return CHECKED


def read_apart(path: str, file_format: str) -> str:
    """What is read from a draft, in the process of :class:`core.apart.Apart`."""
    from core.exports.reading import reading_json, reading_text  # noqa: PLC0415 - only this sub-command needs them
    from core.readers import read  # noqa: PLC0415 - as above
    from core.report import understand  # noqa: PLC0415 - as above

    report = understand(read(Path(path)), builtin().editions)
    return reading_json(report) if file_format == "json" else reading_text(report)


def _rules_list(options: argparse.Namespace) -> int:
    for rule in _rules_told(options.rules).rules:
        state = rule.level.label if rule.enabled else "停用"
        print(f"{pad(rule.id, 36)}{pad(state, 6)}{rule.title}" + (f"（{rule.source}）" if rule.source else ""))
    return CHECKED


def _rules_show(options: argparse.Namespace) -> int:
    from core.manual import as_text  # noqa: PLC0415 - loaded when asked for

    rule = _rules_told(options.rules).rule(options.rule)
    if rule is None:
        raise NianbaoError(f"没有编号为“{options.rule}”的规则。运行 nianbao rules list 查看全部编号。")
    print(as_text(rule))
    return CHECKED


def _rules_validate(options: argparse.Namespace) -> int:
    found = _layered(options.rules)
    for mistake in found.mistakes:
        _complain(str(mistake))
    if found.mistakes:
        return FAILED
    own = sum(1 for rule in found.ruleset.rules if rule.source)
    print(f"本地规则文件 {found.files} 个，没有错误；本地规则 {own} 条。")
    return CHECKED
