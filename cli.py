"""The command line: ``check``, ``text``, ``rules`` and ``dismiss``. Beside ``main.py`` the only module that joins core, rules and a front end."""

from __future__ import annotations

import argparse
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

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

COMMANDS = ("check", "text", "rules", "dismiss")
PLANNED = ("annotate", "fix", "batch", "--self-test")
"""What is agreed on and not in this version."""
_OPTIONS = ("-h", "--help", "--version")
CHECKED, ERRORS_FOUND, FAILED = 0, 1, 2
_LOG = logging.getLogger(__name__)
_FAULT = "检查这份文件时程序出错，没有检查完。请另存为 .docx 后再检查一次；仍然出错的，请把文件交给维护人员。"

_USAGE_MESSAGES = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (\S+): expected .*argument.*", r"参数 \1 后面要有内容"),
    (r"argument list\|show: invalid choice: '(validate)' .*", r"本版本还没有这个子命令：rules \1"),
    (r"argument (\S+): invalid choice: ('?[^' ]*'?) .*", r"参数 \1 不能是 \2"),
    (r"argument (\S+): ignored explicit argument (.+)", r"参数 \1 后面不能有 \2"),
    (r"argument (\S+): (.+)", r"参数 \1：\2"),
)


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese: what is wrong with a call in one line, exit status 2, and the help."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever argparse takes
        super().__init__(**settings, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def format_help(self) -> str:
        """The help, its first word in Chinese too."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, words in _USAGE_MESSAGES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, words, message)
                break
        self.exit(FAILED, f"用法不对：{message}。运行 {self.prog.split()[0]} --help 查看用法。\n")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Python takes 20190331 and 2019-W13-7 too.
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2019-03-31 的样子")
    return day


def _count(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是数字，请写成 1、2 的样子") from None


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="nianbao", description="年报自查：政府信息公开工作年度报告报送前检查。不带子命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"nianbao {__version__}", help="显示版本号")
    commands = parser.add_subparsers(dest="command", required=True, metavar="子命令", parser_class=_Parser)
    _add_check(commands.add_parser("check", help="检查一份或几份报告"))
    text = commands.add_parser("text", help="列出从文件中读到的内容")
    text.add_argument("file", metavar="文件")
    text.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    text.set_defaults(action=_text)
    _add_rules(commands.add_parser("rules", help="查看检查规则，核对本地规则文件"))
    _add_dismiss(commands.add_parser("dismiss", help="忽略某一处问题，查看或撤销忽略"))
    return parser


def _add_rules(rules: argparse.ArgumentParser) -> None:
    kinds = rules.add_subparsers(dest="kind", required=True, metavar="list|show|validate", parser_class=_Parser)
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


def _add_dismiss(dismiss: argparse.ArgumentParser) -> None:
    kinds = dismiss.add_subparsers(dest="kind", required=True, metavar="list|add|remove|export|import", parser_class=_Parser)
    kinds.add_parser("list", help="列出忽略过的问题").set_defaults(action=_dismiss_list)
    add = kinds.add_parser("add", help="忽略一份报告中的一处问题")
    add.add_argument("file", metavar="文件")
    add.add_argument("rule", metavar="规则编号")
    add.add_argument("--reason", required=True, metavar="理由", help="为什么可以忽略")
    add.add_argument("--at", type=_count, metavar="第几处", help="这条规则在文件里有几处问题时，写明是第几处")
    _add_settings(add)
    add.set_defaults(action=_dismiss_add)
    remove = kinds.add_parser("remove", help="撤销一条忽略")
    remove.add_argument("number", type=_count, metavar="序号", help="dismiss list 列出的序号")
    remove.set_defaults(action=_dismiss_remove)
    for name, what, action in (("export", "导出全部忽略记录", _dismiss_export), ("import", "导入忽略记录", _dismiss_import)):
        parser = kinds.add_parser(name, help=what)
        parser.add_argument("path", metavar="路径")
        parser.set_defaults(action=action)


def _add_settings(parser: argparse.ArgumentParser) -> None:
    """What a check may be told beside the file."""
    editions = ("auto", "2008", "2019", "2021")
    parser.add_argument("--edition", choices=editions, default="auto", help="格式版本，默认按报告年度判断")
    parser.add_argument("--rules", metavar="文件夹", help="本地规则文件夹，其中的 *.yaml 按文件名次序叠加在内置规则之上")
    parser.add_argument("--as-of", type=_day, metavar="日期", help="按哪一天核对时限，默认今天")


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", nargs="+", metavar="文件")
    _add_settings(check)
    check.add_argument("--previous", metavar="文件", help="本单位上年度的报告，用来核对结转数和雷同内容；只能与一份文件一起用")
    check.add_argument("--format", choices=FORMATS, default="text", help="输出格式")
    check.add_argument("-o", "--output", metavar="路径", help="写到文件；检查几份时写到文件夹")
    check.set_defaults(action=_check)


def is_call(first: str) -> bool:
    """Whether the first word of a call is meant for the command line, right or wrong; else it is a file for the window."""
    if first in (*COMMANDS, *PLANNED, *_OPTIONS):
        return True
    path = Path(first)
    if path.name != first or (path.suffix and not first.startswith("-")):
        return False
    try:
        return not path.exists()
    except OSError:  # Longer than a name can be.
        return True


def _no_such_command(arguments: Sequence[str]) -> str | None:
    """What to say when the first word is no sub-command and no option of the program."""
    first = arguments[0] if arguments else COMMANDS[0]
    if first in COMMANDS or first.partition("=")[0] in _OPTIONS:
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
    if folder is not None and not Path(folder).is_dir():
        raise NianbaoError(f"没有“{folder}”这个文件夹。--rules 后面要写存放本地规则文件的文件夹。")
    return in_force(folder)


def _checked(path: str, rules: RuleSet, options: argparse.Namespace) -> Result:
    """The result for a draft, with what was dismissed before."""
    result = check_file(
        path, rules, Settings(options.edition, options.as_of, getattr(options, "previous", None), rules_dir=options.rules)
    )
    applied = Store().apply(result)
    for note in applied.notes[len(result.notes) :]:
        _complain(note)
    return applied


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
    from core.exports.reading import reading_json, reading_text  # noqa: PLC0415 - only this sub-command needs them
    from core.readers import read  # noqa: PLC0415 - as above
    from core.report import understand  # noqa: PLC0415 - as above

    try:
        report = understand(read(Path(options.file)), builtin().editions)
    except NianbaoError as error:
        _complain(f"{options.file}：{error}")
        return FAILED
    if options.format == "json":
        sys.stdout.buffer.write((reading_json(report) + "\n").encode("utf-8"))
    else:
        print(reading_text(report))
    return CHECKED


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


def _dismiss_list(_options: argparse.Namespace) -> int:
    from core.exports.dismissals import listing  # noqa: PLC0415 - loaded when asked for

    print(listing(Store().dismissals()))
    return CHECKED


def _dismiss_add(options: argparse.Namespace) -> int:
    if not options.reason.strip():
        raise NianbaoError("没有写理由。请在 --reason 后面写明为什么可以忽略。")
    try:
        result = _checked(options.file, _rules_told(options.rules), options)
    except NianbaoError as error:
        raise NianbaoError(f"{options.file}：{error}") from error
    number = _which(result, options.rule, options.at)
    done = Store().dismiss(result, number, options.reason.strip())
    for note in done.notes[len(result.notes) :]:
        _complain(note)
    print(f"已忽略：{one_line(done.findings[number].message)}\n结论：{done.verdict.sentence}")
    return CHECKED


def _which(result: Result, rule: str, at: int | None) -> int:
    """The number of the finding that is meant. Raises NianbaoError when that is not clear."""
    found = [number for number, finding in enumerate(result.findings) if finding.rule == rule]
    if not found:
        raise NianbaoError(f"{result.path}：规则“{rule}”没有发现问题，没有可忽略的。")
    if at is None and len(found) > 1:
        told = "；".join(f"第{n}处：{result.findings[number].message}" for n, number in enumerate(found, 1))
        raise NianbaoError(f"{result.path}：规则“{rule}”有{len(found)}处问题，请用 --at 写明是第几处。{told}")
    if at is not None and not 1 <= at <= len(found):
        raise NianbaoError(f"{result.path}：规则“{rule}”只有{len(found)}处问题，--at 不能是 {at}。")
    return found[(at or 1) - 1]


def _dismiss_remove(options: argparse.Namespace) -> int:
    store = Store()
    kept = store.dismissals()
    if not 1 <= options.number <= len(kept):
        raise NianbaoError(f"没有第 {options.number} 条忽略记录（共 {len(kept)} 条）。运行 nianbao dismiss list 查看序号。")
    store.remove(kept[options.number - 1].key)
    print("已撤销，下次检查会重新报告这一处。")
    return CHECKED


def _dismiss_export(options: argparse.Namespace) -> int:
    from core.exports import atomic  # noqa: PLC0415 - loaded when asked for

    atomic.write_text(Path(options.path), Store().export() + "\n")
    return CHECKED


def _dismiss_import(options: argparse.Namespace) -> int:
    try:
        text = Path(options.path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NianbaoError(f"“{options.path}”打不开或不是文本文件，没有导入。") from error
    print(f"已导入 {Store().import_(text)} 条忽略记录。")
    return CHECKED
