"""What the options and kinds of local rules are called in the window."""

from __future__ import annotations

from core.layers.format import KINDS

CAPTIONS = {
    "name": "名称",
    "title": "清单里的标题",
    "severity": "级别",
    "message": "报告时说的话",
    "suggestion": "修改建议",
    "basis": "依据",
    "kinds": "只检查哪几类单位",
    "heading": "必须有的标题",
    "phrase": "词语",
    "section": "必须写在哪一章",
    "unless": "例外：这样写是对的",
    "pattern": "正则表达式",
    "says": "用一句话说明这个关系",
}
HINTS = {
    "name": "检查结果里显示为 local.名称，只能用汉字、字母、数字、“-”和“_”。",
    "title": "不写则按内容生成。",
    "message": "不写则按内容生成。",
    "suggestion": "可以不写。",
    "basis": "如本地通知的文号，可以不写。",
    "kinds": "不选则都检查。",
    "heading": "每行写一个；写几个的，有其中一个即可。标题里含有这几个字就算有。",
    "section": "标题里的词，如“总体情况”。不写则在正文任何地方都可以。",
    "unless": "每行写一个。含有上面的词语、但这样写是对的，不报告，如“市政务公开办公室”。可以不写。",
    "pattern": r"与它相符的地方都报告。\d 表示一位数字，{3} 表示重复3次，[转-] 表示其中任一个字，如 \d{7,8}[转-]\d{3}。",
}
OF_KIND = {
    ("required", "phrase"): "每行写一个；写几个的，有其中一个即可。",
    ("forbidden", "phrase"): "每行写一个。正文和表格都查，全角半角、空格不计。",
    ("patterns", "message"): "如“对外公布的电话不要写分机号”。",
}
CAPTIONS_OF_KIND = {("required", "phrase"): "必须写到的词语", ("forbidden", "phrase"): "不应出现的词语"}
KIND_NAMES = {
    "sections": "必须有的章节",
    "required": "必须写到的词语",
    "forbidden": "不应出现的词语",
    "patterns": "文字式样",
    "relations": "勾稽关系",
}
KIND_SAYS = {
    "sections": "报告里要有某一部分，如“基层政务公开”。",
    "required": "正文或某一章要写到某个词语，如“政府信息公开专栏”。",
    "forbidden": "报告里不应再出现的词语，如已改名的机构；可以写明例外。",
    "patterns": "用正则表达式写明不应有的写法，如带分机号的电话。",
    "relations": "统计表里几行（或几列）数字之间的关系，在表样上点选。",
}
UNITS = dict(KINDS)
BUILT_IN = "内置"


def caption(kind: str, name: str) -> str:
    """What an option of an entry is called."""
    return CAPTIONS_OF_KIND.get((kind, name)) or CAPTIONS.get(name, name)


def hint(kind: str, name: str) -> str:
    """What there is to know when an option of an entry is filled in."""
    return OF_KIND.get((kind, name)) or HINTS.get(name, "")
