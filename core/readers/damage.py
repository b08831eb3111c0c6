"""Copies damaged on their way: what saving, pasting or a mail filter lost is no mistake of the author's.

Told only by what no author writes: question marks inside words, every year without its 年, an address that a site hides from robots.
A copy whose letters are all wrong is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from core.document import Document, Format, Paragraph, Table
from core.errors import ReadError

COPIES = frozenset((Format.HTML, Format.MHTML, Format.TEXT))
"""What people make by saving and pasting."""


class Damage(StrEnum):
    """What was lost; the value is how a note says it."""

    LETTERS = "部分文字变成了“?”或“\ufffd”"
    DATES = "日期里的“年”“月”“日”丢失"
    ADDRESSES = "电子邮箱地址被网站隐藏（如“[email protected]”）"
    SIGNS = "电子邮箱地址里的“@”丢失"


_CJK = "\u3400-\u9fff"
MARKS = {
    Damage.LETTERS: re.compile(
        rf"(?<=[{_CJK}])(?<![么吗呢何谁哪几否样办])\?{{1,6}}(?=[{_CJK}])|\?{{3,}}|\ufffd|(?<!\d)20[0-4]\d\?\d{{1,2}}\?\d{{1,2}}\?"
    ),
    Damage.DATES: re.compile(r"(?<![\d第])20[0-4]\d(?:(?!\d|年|—|-|/|\.|〕|\]|］)|[1-9]\d{1,3}(?=日|[至—)）]|$))", re.MULTILINE),
    Damage.ADDRESSES: re.compile(r"\[?email[\s\xa0]protected\]?", re.IGNORECASE),
    Damage.SIGNS: re.compile(
        r"(?:邮箱|邮件|E-?mail)[^，。；;\n@]{0,8}?[:：]\s*[\w.-]*\.(?:com|cn|net|org)(?![\w@＠])", re.IGNORECASE | re.ASCII
    ),
}
_LEAST = {Damage.LETTERS: 3, Damage.DATES: 3, Damage.ADDRESSES: 1, Damage.SIGNS: 1}
# 年 lost in the labels of the forms: 本制发件数, 结转下度继续办理.
_IN_LABELS = re.compile("本(?:制发|废止|处理决定|收费|新收|度)|上(?:结转|度)|下度")
_FEW = 3
_YEAR = re.compile(r"(?<!\d)(?:20)?\d\d年|\d月")
_WRONG = re.compile(r"锟斤拷|烫烫烫|ï¿½|[\u00c0-\u00ff][\u0080-\u00bf]|[锛銆鐨鏀缃鍏斿鐢][\u3400-\u9fff\ue000-\uf8ff€]")
_MOST_WRONG = 0.04
_SHORTEST = 100
_NOTE = "这份副本在保存或复制时已损坏：{}。有关的问题不一定是原文的错，请核对原文，或改用 Word 原稿检查。"
_UNREADABLE = "文件里的文字是乱码，可能在保存或转换时用错了编码。请用浏览器打开原网页重新保存，或改用 Word 原稿检查。"


def damage_of(document: Document) -> tuple[Damage, ...]:
    """What a copy has lost. Raises :class:`ReadError` when nothing but wrong letters is left."""
    if document.format not in COPIES:
        return ()
    texts = [text for block in document.blocks for text in _texts(block)]
    whole = "\n".join(texts)
    if len(whole) >= _SHORTEST and len(_WRONG.findall(whole)) > _MOST_WRONG * len(whole):
        raise ReadError(_UNREADABLE)
    found = [kind for kind in Damage if _is_damaged(kind, whole)]
    # An address without its @ may be the author's own slip where nothing else is lost.
    return tuple(found if Damage.DATES in found else (kind for kind in found if kind is not Damage.SIGNS))


def _texts(block: object) -> Sequence[str]:
    if isinstance(block, Paragraph):
        return (block.text,)
    return [cell.text for cell in block.cells] if isinstance(block, Table) else ()


def _is_damaged(kind: Damage, whole: str) -> bool:
    many = len(MARKS[kind].findall(whole))
    # The frame of a site keeps its dates while the text in it lost them; one date of many is the author's slip.
    return many >= _LEAST[kind] and not (kind is Damage.DATES and len(_YEAR.findall(whole)) * _FEW > many)


def note(damage: Sequence[Damage]) -> str:
    """The sentence for the user."""
    return _NOTE.format("；".join(damage))


def is_touched(text: str, damage: Sequence[str]) -> bool:
    """Whether a text bears the marks of such a damage."""
    return any(MARKS[Damage(kind)].search(text) for kind in damage) or (Damage.DATES in damage and bool(_IN_LABELS.search(text)))
