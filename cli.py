"""The command line: ``check``, ``text`` and ``rules``. Beside ``main.py`` the only module that joins core, rules and a front end."""

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
from core.findings import Failure, Result, Severity
from core.version import __version__
from rules import builtin

COMMANDS = ("check", "text", "rules")
FORMATS = ("text", "json", "xlsx")
_SUFFIXES = {"text": ".txt", "json": ".json", "xlsx": ".xlsx"}
CHECKED, ERRORS_FOUND, FAILED = 0, 1, 2
_WIDEST = 100
_LOG = logging.getLogger(__name__)
_FAULT = "检查这份文件时程序出错，没有检查完。请另存为 .docx 后再检查一次；仍然出错的，请把文件交给维护人员。"

_USAGE_MESSAGES = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (\S+): expected .*argument.*", r"参数 \1 后面要有内容"),
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
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2019-03-31 的样子") from None


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="nianbao", description="年报自查：政府信息公开工作年度报告报送前检查。不带子命令时打开窗口。")
    parser.add_argument("--version", action="version", version=f"nianbao {__version__}", help="显示版本号")
    commands = parser.add_subparsers(dest="command", required=True, metavar="子命令", parser_class=_Parser)
    _add_check(commands.add_parser("check", help="检查一份或几份报告"))
    text = commands.add_parser("text", help="列出从文件中读到的内容")
    text.add_argument("file", metavar="文件")
    text.add_argument("--format", choices=("text", "json"), default="text", help="输出格式")
    text.set_defaults(action=_text)
    rules = commands.add_parser("rules", help="查看检查规则")
    kinds = rules.add_subparsers(dest="kind", required=True, metavar="list|show", parser_class=_Parser)
    kinds.add_parser("list", help="列出全部规则").set_defaults(action=_rules_list)
    show = kinds.add_parser("show", help="查看一条规则的说明")
    show.add_argument("rule", metavar="规则编号")
    show.set_defaults(action=_rules_show)
    return parser


def _add_check(check: argparse.ArgumentParser) -> None:
    check.add_argument("files", nargs="+", metavar="文件")
    check.add_argument("--previous", metavar="文件", help="本单位上年度的报告，用来核对结转数和雷同内容；只能与一份文件一起用")
    check.add_argument("--edition", choices=("auto", "2008", "2019", "2021"), default="auto", help="格式版本，默认按报告年度判断")
    check.add_argument("--as-of", type=_day, metavar="日期", help="按哪一天核对时限，默认今天")
    check.add_argument("--format", choices=FORMATS, default="text", help="输出格式")
    check.add_argument("-o", "--output", metavar="路径", help="写到文件；检查几份时写到文件夹")
    check.set_defaults(action=_check)


def run(arguments: Sequence[str]) -> int:
    """Run a sub-command; returns the exit status."""
    _prepare_streams()
    # Without a handler the log of a fault would be printed as a traceback.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        options = _parser().parse_args(arguments)
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
    if options.format == "xlsx" and not options.output:
        _complain("用法不对：输出为 xlsx 时要用 -o 写明保存到哪里。")
        return FAILED
    if options.previous is not None and len(options.files) > 1:
        _complain("用法不对：--previous 只能与一份文件一起用。请逐份检查，每次写明它自己的上年报告。")
        return FAILED
    results: list[Result] = []
    failures: list[Failure] = []
    for path in options.files:
        try:
            results.append(check_file(path, builtin(), Settings(options.edition, options.as_of, options.previous)))
        except NianbaoError as error:
            failures.append(Failure(path, str(error)))
        except Exception:
            _LOG.exception("check of %s failed", path)
            failures.append(Failure(path, _FAULT))
    _deliver(options, results, failures)
    for failure in failures:
        _complain(f"{failure.path}：{failure.reason}")
    if failures:
        return FAILED
    return ERRORS_FOUND if any(result.count(Severity.ERROR) for result in results) else CHECKED


def _deliver(options: argparse.Namespace, results: list[Result], failures: list[Failure]) -> None:
    if options.output and len(options.files) > 1:
        _write_folder(options, results)
    elif options.output:
        for result in results:
            _write(options.format, result, Path(options.output))
    elif options.format == "json":
        from core.exports.json import to_json  # noqa: PLC0415 - each export is loaded when asked for

        sys.stdout.buffer.write((to_json(results, failures) + "\n").encode("utf-8"))
    else:
        _print_text(results)


def _print_text(results: list[Result]) -> None:
    from core.exports.text import to_text  # noqa: PLC0415

    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    for number, result in enumerate(results):
        print(
            ("\n" if number else "") + to_text(result, sys.stdout.isatty() and "NO_COLOR" not in os.environ, width).rstrip("\n")
        )


def _write_folder(options: argparse.Namespace, results: list[Result]) -> None:
    folder = Path(options.output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NianbaoError(f"不能建立文件夹“{folder}”。检查几份报告时，-o 后面要写文件夹。") from error
    used: set[str] = set()
    for result in results:
        name = stem = Path(result.path).stem
        number = 2
        while name in used:
            name, number = f"{stem}-{number}", number + 1
        used.add(name)
        _write(options.format, result, folder / (name + _SUFFIXES[options.format]))


def _write(file_format: str, result: Result, target: Path) -> None:
    from core.exports import atomic  # noqa: PLC0415

    if file_format == "xlsx":
        from core.exports.xlsx import write_checklist  # noqa: PLC0415

        write_checklist(result, target)
    elif file_format == "json":
        from core.exports.json import to_json  # noqa: PLC0415

        atomic.write_text(target, to_json([result], []) + "\n", result.path)
    else:
        from core.exports.text import to_text  # noqa: PLC0415

        atomic.write_text(target, to_text(result, False, _WIDEST), result.path)


def _text(options: argparse.Namespace) -> int:
    from core.exports.reading import reading_json, reading_text  # noqa: PLC0415
    from core.readers import read  # noqa: PLC0415
    from core.report import understand  # noqa: PLC0415

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


def _rules_list(_options: argparse.Namespace) -> int:
    for rule in builtin().rules:
        print(f"{pad(rule.id, 36)}{pad(rule.severity.label, 6)}{rule.title}")
    return CHECKED


def _rules_show(options: argparse.Namespace) -> int:
    rule = builtin().rule(options.rule)
    if rule is None:
        raise NianbaoError(f"没有编号为“{options.rule}”的规则。运行 nianbao rules list 查看全部编号。")
    manual = rule.manual
    print(f"{rule.id}  {rule.title}（{rule.severity.label}）\n\n{manual.summary}\n")
    for name, words in (
        ("检查内容", manual.checks),
        ("为什么", manual.why),
        ("依据", manual.basis),
        ("错误示例", manual.wrong),
        ("正确示例", manual.right),
    ):
        print(f"{name}：{words}")
    return CHECKED
