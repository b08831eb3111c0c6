"""The parser of the command line: argparse in Chinese, and the kinds of values that options take."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any, NoReturn

FAILED = 2
_USAGE_MESSAGES = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (\S+): expected .*argument.*", r"参数 \1 后面要有内容"),
    (r"argument (\S+): invalid choice: ('?[^' ]*'?) .*", r"参数 \1 不能是 \2"),
    (r"argument (\S+): ignored explicit argument (.+)", r"参数 \1 后面不能有 \2"),
    (r"argument (\S+): (.+)", r"参数 \1：\2"),
)


class Parser(argparse.ArgumentParser):
    """Speaks Chinese: what is wrong with a call in one line, exit status 2, and the help."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - whatever argparse takes
        super().__init__(**settings, add_help=False, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def format_help(self) -> str:
        """The help, its first word in Chinese too."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with a call and stop."""
        for pattern, words in _USAGE_MESSAGES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, words, message)
                break
        self.exit(FAILED, f"用法不对：{message}。运行 {self.prog.split()[0]} --help 查看用法。\n")


def day(text: str) -> date:
    """A day as 2019-03-31."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    # Python takes 20190331 and 2019-W13-7 too.
    if found is None or found.isoformat() != text:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2019-03-31 的样子")
    return found


def count(text: str) -> int:
    """A whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是数字，请写成 1、2 的样子") from None


def add_settings(parser: argparse.ArgumentParser) -> None:
    """What a check may be told beside the file."""
    editions = ("auto", "2008", "2019", "2021")
    parser.add_argument("--edition", choices=editions, default="auto", help="格式版本，默认按报告年度判断")
    parser.add_argument("--rules", metavar="文件夹", help="本地规则文件夹，其中的 *.yaml 按文件名次序叠加在内置规则之上")
    parser.add_argument("--as-of", type=day, metavar="日期", help="按哪一天核对时限，默认今天")
