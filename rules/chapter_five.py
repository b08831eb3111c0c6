"""The chapter on problems and improvements: both must be named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.document import Paragraph, Table
from core.findings import Severity
from core.place import Missing
from core.report.report import Report
from core.report.sections import Section
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import fold
from rules.wordlists import compiled, load

_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]+是要?|第[一二三四五六七八九十]+,?|\(?[一二三四五六七八九十\d]{1,2}[).、]|(?:19|20)\d\d年(?:度)?(?:[上下]半年|年?[初内底中])?,?|[上下]半年|年[初内底中]|(?:于|在|从)?(?:第?[一二三四]季度|[上下]半年)(?:末|初|起)?|(?:于|在|从)\d{1,2}月|\d{1,2}月(?:份|底|初)?|下一步,?|今后,?|接下来,?"
    r"|[我本全县市区镇乡局委办][县市区局委镇乡办机关政府办公室]{1,5}|已经?|要|拟|对此,?|为此,?|同时,?|另外,?|此外,?|并)+"
)
_NEED_MORE = re.compile(r"(?:有待|需要?|尚需|仍需|还需|亟待|亟需)(?:于)?(?:进一步|不断|继续)?")
# 下一年努力方向：… and whatever else names what will be done, with words behind it.
_LABEL = re.compile(
    r"^[^,:]{0,12}(?:改进|整改|措施|打算|方向|对策|思路|安排|计划|举措)[^,:]{0,6}:(?=.{8})"
    # 办法一：…; 2024年将重点做好：…, whatever the things to be done are called.
    r"|^(?:[^,:]{0,8}的|对应|相应|解决|应对|破解)?(?:办法|解法)[一二三四五六\d]?:(?=.{8})"
    r"|^(?:(?:20\d\d|明|下)年(?:度)?|下半年)?,?[^,:]{0,8}(?:将|拟)[^,:]{0,6}(?:做好|抓好|做到|抓住|推进|开展|落实|从)[^,:]{0,10}:(?=.{8})"
)
# Who will do something: 街道将统一制作…; a complaint is of some: 部分单位将公示当作公开.
_WILL = re.compile(
    r"(?![^将拟]*(?:部分|个别|少数|有的|一些|往往)|.*(?:当作|当成|等同于|视为|混同|混为一谈))[\u4e00-\u9fff]{2,12}(?:将|拟|计划|准备)(?=[\u4e00-\u9fff])"
)
_OF_LAST_YEAR = re.compile(
    r"(?:上年度?|上一年度?|去年|20\d\d年度?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报))[^,。;]{0,60}?(?:问题|不足|短板|弱项)"
)
_LEAST = 8
_LISTS = 2


@dataclass(frozen=True, slots=True)
class _Words:
    """What names a problem and what names a measure."""

    headings: str
    problem_heading: str
    measure_heading: str
    shortcoming: str
    loose: str
    overcome: str
    none: str
    measure: str
    survey: str
    want: str


@dataclass(frozen=True, slots=True)
class _Chapter:
    """The sentences of the chapter, and those that stand under a heading of its own for problems or for measures."""

    section: Section
    sentences: tuple[str, ...]
    under_problems: tuple[str, ...]
    under_measures: tuple[str, ...]


@rule("content.problems-missing", "写明存在的问题", Severity.WARNING, Need.TEXT, "items")
def problems_missing(case: Case) -> Iterator[Problem]:
    """“存在的主要问题及改进情况”一章要写出问题。

    检查：这一章里有没有说明不足的话（不够、不及时、有待、薄弱、差距……）。只写改进措施、只写“无”或“不存在问题”都会报告；
    只提上年度问题的也会报告。
    为什么：问题是法定内容；没有问题的报告会被认为敷衍塞责。
    依据：《中华人民共和国政府信息公开条例》关于年度报告应当包括存在的主要问题及改进情况的规定
    错误示例：五、存在的主要问题及改进情况。下一步，我局将加强培训。
    正确示例：五、存在的主要问题及改进情况。存在的问题：政策解读形式单一。改进措施：增加图解和视频解读。
    """
    chapter = _chapter(case.report)
    if not _problems(chapter):
        position = chapter.section.blocks[0]
        yield Problem(
            Missing(chapter.section.key, position, "存在的主要问题"),
            f"“{chapter.section.title}”中没有写出存在的问题",
            "写出一年来政府信息公开工作中存在的主要问题。",
        )


@rule("content.improvements-missing", "写明改进情况", Severity.WARNING, Need.TEXT, "items")
def improvements_missing(case: Case) -> Iterator[Problem]:
    """“存在的主要问题及改进情况”一章要写出改进情况或措施。

    检查：这一章里有没有改进的话（下一步、将、加强、完善、已整改……）。“有待加强”“需进一步提高”是说问题，不算改进。
    为什么：逐条写出改进措施，是审核的固定要求。
    依据：《中华人民共和国政府信息公开条例》关于年度报告应当包括存在的主要问题及改进情况的规定
    错误示例：五、存在的主要问题及改进情况。政策解读形式单一，业务能力有待提高。
    正确示例：五、存在的主要问题及改进情况。政策解读形式单一。下一步，增加图解和视频解读。
    """
    chapter = _chapter(case.report)
    if not _measures(chapter):
        position = chapter.section.blocks[1] - 1
        yield Problem(
            Missing(chapter.section.key, position, "改进情况"),
            f"“{chapter.section.title}”中没有写出改进情况",
            "针对每个问题写出已经采取和将要采取的改进措施。",
        )


def _chapter(report: Report) -> _Chapter:
    """The chapter by its heading. Raises NotApplicable when it is absent or empty, which other rules report."""
    lists = load("chapter_five", _Words)
    sections = [s for s in report.sections if not s.attachment and re.search(lists.headings, s.title)]
    top = min((s.level for s in sections), default=0)
    sections = [s for s in sections if s.level == top]
    if not sections:
        raise NotApplicable("没有找到“存在的主要问题及改进情况”一章（另有一项检查章节是否齐全）。")
    everything = [*_under(report, sections), *_cells(report, sections, ".")]
    if sum(map(len, everything)) < _LEAST and not any(re.search("无|没有", sentence) for sentence in everything):
        raise NotApplicable("“存在的主要问题及改进情况”一章没有内容（另有一项检查章节是否为空）。")
    halves = [s for s in report.sections if any(o.blocks[0] < s.blocks[0] < o.blocks[1] for o in sections)]
    halves += [s for s in sections if len(sections) > 1]
    problems = [s for s in halves if re.search(lists.problem_heading, s.title) and not re.search(lists.measure_heading, s.title)]
    measures = [s for s in halves if re.search(lists.measure_heading, s.title) and not re.search(lists.problem_heading, s.title)]
    in_problems = _cells(report, sections, lists.problem_heading, lists.measure_heading)
    in_measures = _cells(report, sections, lists.measure_heading, lists.problem_heading)
    return _Chapter(
        sections[0], tuple(everything), (*_under(report, problems), *in_problems), (*_under(report, measures), *in_measures)
    )


def _under(report: Report, sections: list[Section]) -> tuple[str, ...]:
    return tuple(sentence for section in sections for sentence in _sentences(report, section))


def _cells(report: Report, sections: list[Section], headed: str, and_not: str = "(?!)") -> Iterator[str]:
    """What stands in the columns of the chapter's own tables (序号 | 存在的问题 | 改进措施) whose heads say so."""
    blocks = (block for section in sections for block in report.document.blocks_between(*section.blocks))
    for rows in (block.texts() for block in blocks if isinstance(block, Table)):
        for column, head in enumerate(rows[0] if rows else ()):
            if re.search(headed, head) and not re.search(and_not, head):
                yield from (fold(row[column]).text for row in rows[1:] if row[column].strip())


def _sentences(report: Report, section: Section) -> Iterator[str]:
    """The sentences of a section without its headings."""
    lists = load("chapter_five", _Words)
    heads = {s.place.paragraph: s for s in report.sections}
    for block in report.document.blocks_between(*section.blocks):
        if not isinstance(block, Paragraph):
            continue
        text = block.text
        if (head := heads.get(block.index)) is not None:
            # What follows a heading in its own paragraph is text; a heading that is itself a sentence is text too.
            follows = text[head.place.end :].lstrip(" 。：:，,\u3000")
            only_names = head.level <= section.level or re.search(f"{lists.problem_heading}|{lists.measure_heading}", head.title)
            text = follows if only_names else f"{head.title}。{follows}"
        yield from (sentence for sentence in re.split("[。!?;\n]", fold(text).text) if sentence)


def _problems(chapter: _Chapter) -> bool:
    lists = load("chapter_five", _Words)
    named = any(_names_problem(sentence, lists) for sentence in chapter.sentences)
    told = [s for s in chapter.under_problems if len(s) >= _LEAST and not re.search(lists.none, s)]
    return named or bool(told)


def _names_problem(sentence: str, lists: _Words) -> bool:
    """Whether a sentence names a shortcoming of this year, in words other than those of overcoming one."""
    if re.search(lists.none, sentence):
        return False
    for match in compiled(lists.shortcoming).finditer(sentence):
        before = sentence[: match.start()]
        if not re.search(lists.overcome, before) and re.search(r"[\u4e00-\u9fff]{2}", before + sentence[match.end() :]):
            return True
    plain = [clause for clause in re.split("[,:]", sentence) if not _opens_with_measure(clause, lists)]
    loose = f"{lists.loose}|{lists.want}"
    return any(re.search(loose, clause) and not re.search(lists.overcome, clause) for clause in plain)


def _measures(chapter: _Chapter) -> bool:
    lists = load("chapter_five", _Words)
    own = [s for s in chapter.under_measures if len(s) >= _LEAST]
    ours = [sentence for sentence in chapter.sentences if not _OF_LAST_YEAR.search(sentence)]
    # What became of last year's problems is no answer to those of this year.
    told = ours if any(_names_problem(sentence, lists) for sentence in ours) else chapter.sentences
    return bool(own) or any(_names_measure(sentence, lists) for sentence in told) or _answers(told, lists)


def _answers(sentences: Sequence[str], lists: _Words) -> bool:
    """Whether a second row of items follows that of the problems, and complains of less than it answers: 一是…；二是…。…一是…；二是…"""
    opens = [n for n, sentence in enumerate(sentences) if re.search("(?:^|[,:])一是", sentence)]
    if len(opens) != _LISTS:
        return False
    first, second = sentences[opens[0] : opens[1]], sentences[opens[1] :]
    complaining = [sum(_names_problem(sentence, lists) for sentence in each) / len(each) for each in (first, second)]
    return complaining[1] < complaining[0]


def _names_measure(sentence: str, lists: _Words) -> bool:
    """Whether a clause opens with what is or will be done, and tells of no shortcoming."""
    if re.search(
        r"下一步|下步|今后|接下来|改进(?:措施|情况)[:：】\])）]|整改措施|(?:改|改进|解决|整改)的(?:办法|法子|路子)|接着(?:抓|做|办)",
        sentence,
    ) or _LABEL.search(sentence):
        return True
    if re.search(lists.survey, sentence):
        return bool(
            re.search(r"(?:^|,)(?:我[县市区局委镇乡办]|已|将)+(?:[^,]{0,6})(?:进一步|制定|建立|整改|改进|重点)", sentence)
        )
    clauses = re.split("[,:]", _NEED_MORE.sub("不够", sentence))
    last = max((n for n, clause in enumerate(clauses) if _tells_shortcoming(clause, lists)), default=-1)
    # What stands before a shortcoming (公开的信息以动态为主，实用信息偏少) leads up to it.
    return any(_opens_with_measure(clause, lists) for clause in clauses[last + 1 :])


def _tells_shortcoming(clause: str, lists: _Words) -> bool:
    """Whether a clause complains, and does not name what is to be overcome (针对……不足的问题)."""
    found = compiled(lists.shortcoming).finditer(clause)
    before = [clause[: match.start()] for match in found]
    return any(
        not re.search(f"{lists.overcome}|(?:针对|对于?|对照|围绕|聚焦)[^,]*$|不(?:再|会再)?出现$|确保", each) for each in before
    )


def _opens_with_measure(clause: str, lists: _Words) -> bool:
    words = _MARK.sub("", clause)
    opens = re.match(lists.measure, words) or _WILL.match(words)
    return bool(opens) and not re.search(f"{lists.shortcoming}|{lists.want}", words)
