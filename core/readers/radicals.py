"""Radicals that some programs write into a PDF in place of ordinary characters, turned back one to one.

Chrome and Edge map a glyph back to the first character that shares it, which may be a Kangxi radical (⼀ U+2F00) or a CJK radical
supplement (⺠ U+2EA0). Only these two blocks are touched: full NFKC would also turn （，： into ASCII.
"""

from __future__ import annotations

import unicodedata

# Unicode data file EquivalentUnifiedIdeograph.txt, block CJK Radicals Supplement; the radicals without an equivalent stay.
_SUPPLEMENT = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝"
    "⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹"
    "⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕"
    "⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱"
    "⻲⻳"
)
_IDEOGRAPHS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月"
    "歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂"
    "肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏"
    "阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜"
    "亀龟"
)
_KANGXI = range(0x2F00, 0x2FD6)

_MAP = {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI}
_MAP.update(zip(map(ord, _SUPPLEMENT), _IDEOGRAPHS, strict=True))


def plain(text: str) -> str:
    """The text with radicals replaced by ordinary characters; its length does not change."""
    return text.translate(_MAP)
