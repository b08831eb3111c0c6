"""What a site puts round an article and a reader of the article skips, told by its words: where elements do not tell.

Only the ends of the article are looked at: what stands above its title, the line of source and date under it, and from the first
words of a foot on (打印 关闭, 上一篇, 相关文章, 主办 承办 ICP备案) whatever follows. A foot's telephone is not that of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from core.document import Block, Paragraph, Table, Text
from core.text.fold import bare
from core.text.outline import numbering

_ITEM = (
    r"打印(?:本页|此页|文章)?|关闭(?:本页|窗口|此页)?|收藏(?:本页)?|分享(?:到)?[:：]?|返回(?:顶部|首页|列表)?|大|中|小|[AT][+-]|字[号体][:：]?|"
    r"微信|微博|QQ空间|复制链接|我要纠错|纠错|朗读|下载|TOP"
)
_CONTROLS = re.compile(rf"(?:[【\[（(〔]?(?:{_ITEM})[】\]）)〕]?[|｜/·]?)+", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:文章|信息|稿件)?来源[:：]|发[布表](?:时间|日期|机构)[:：]|(?:更新|录入)(?:时间|日期)[:：]|(?:点击|浏览|访问|阅读)(?:次数|数|量)?[:：]|"
    r"作者[:：]|字[号体][:：]|(?:责任)?编辑[:：]|索引号[:：]"
)
_DATE_ALONE = re.compile(
    r"(?:时间[:：])?\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?(?:来源[:：].{0,20}|.{0,3}(?:办公室|政府办|政务办))?"
)
_DATE = re.compile(r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?")
_NEXT = re.compile(
    r"[上下]一[篇条页则][:：]|(?:责任编辑|编辑|审核|供稿|录入)[:：].{0,20}$|扫一扫|(?:用)?手机扫|分享到|.{0,6}二维码"
)
_RELATED = re.compile(r"(?:相关|推荐|热点|延伸|热门)(?:文章|链接|稿件|文档|阅读|信息|新闻|专题|资讯)[:：]?")
_FOOT = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|copyright|网站(?:主办|承办|维护|地图)|^主办(?:单位|方)?[:：]|主办.{0,40}承办|^承办(?:单位)?[:：]|技术支持",
    re.IGNORECASE,
)
_RECORD = re.compile(r"索引号|发布机构|发文机关|主题分类|信息分类")
_LONG = 60
_HEAD = 4
_MARK_LENGTH = 160


def without_frame(blocks: Sequence[Block], titles: Iterable[str]) -> tuple[list[Block], list[Text]]:
    """The blocks of the article, and the texts of the site round it."""
    start = _start(blocks, [bare(title) for title in titles])
    end = _end(blocks, start)
    kept = list(blocks[start:end])
    under = [block for block in kept[1 : 1 + _HEAD] if _is_source(block)]
    kept = [block for block in kept if not any(block is other for other in under)]
    aside = [*blocks[:start], *under, *blocks[end:]]
    return kept, [block.content for block in aside if isinstance(block, Paragraph)]


def _start(blocks: Sequence[Block], titles: Sequence[str]) -> int:
    """Where the title of the report stands when only short lines stand above it, else the beginning."""
    above = takewhile(_may_stand_above, blocks)
    for number, block in enumerate(above):
        if isinstance(block, Paragraph) and _is_title(bare(block.text), titles):
            return number
    return 0


def _may_stand_above(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return len(block.text) <= _LONG or bool(_FOOT.search(block.text))
    return not isinstance(block, Table) or any(_RECORD.search(cell.text) for cell in block.cells)


def _is_title(text: str, titles: Sequence[str]) -> bool:
    return text.endswith("报告") and len(text) >= 8 and any(text in title for title in titles)


def _is_source(block: Block) -> bool:
    """The line under a title, or a row of cells, that says where and when the article was published."""
    if isinstance(block, Table):
        texts = ["".join(cell.text.split()) for cell in block.cells if cell.text.strip()]
        return block.row_count <= 2 and all(map(_says_source, texts))
    text = "".join(block.text.split()) if isinstance(block, Paragraph) else ""
    return 0 < len(text) <= _MARK_LENGTH and _says_source(text)


def _says_source(text: str) -> bool:
    if _CONTROLS.fullmatch(text) or _NAMED.match(text) or _DATE_ALONE.fullmatch(text):
        return True
    date = _DATE.match(text)
    return date is not None and _NAMED.match(text, date.end()) is not None


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the foot of the page begins: at its first line behind the last heading, table and long paragraph."""
    last = max((number for number, block in enumerate(blocks) if number >= start and _is_article(block)), default=start)
    return next((number for number in range(last + 1, len(blocks)) if is_foot(blocks[number])), len(blocks))


def _is_article(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return True
    return (len(block.text) > _LONG or numbering(bare(block.text)) is not None) and not _FOOT.search(block.text)


def is_foot(block: Block) -> bool:
    """Whether a block is a line of the foot of a page."""
    if not isinstance(block, Paragraph):
        return False
    text = "".join(block.text.split())
    return bool(_CONTROLS.fullmatch(text) or _NEXT.match(text) or _RELATED.fullmatch(text) or _FOOT.search(text))
