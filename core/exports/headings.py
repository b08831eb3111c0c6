"""Which paragraphs look like headings: for display only, the checks decide for themselves."""

from __future__ import annotations

import re

from core.document import Block, Paragraph

TITLE = 0
FIRST = re.compile(r"^[一二三四五六七八九十]{1,3}、\s*\S")
SECOND = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]\s*\S")
ATTACHMENT = re.compile(r"^附\s*(件|表)\s*\d*$")
SENTENCE_END = "。；，：！？.;,:"
TITLE_WITHIN = 6


def _squeezed(text: str) -> str:
    return "".join(text.split())


def level_of(paragraph: Paragraph) -> int | None:
    """The level at which a paragraph is shown as a heading (0 is the title), None for ordinary text."""
    text = paragraph.text.strip()
    if paragraph.heading is not None:
        return paragraph.heading
    if not text or len(text) > 40 or text[-1] in SENTENCE_END:
        return None
    if FIRST.match(text) or ATTACHMENT.match(text):
        return 1
    if SECOND.match(text) or (paragraph.bold and len(text) <= 30):
        return 2
    return None


def title_blocks(blocks: tuple[Block, ...], title: str | None) -> frozenset[int]:
    """Positions of the paragraphs that make up the title, which may stand on several lines."""
    wanted = _squeezed(title or "")
    found: list[int] = []
    for position, block in enumerate(blocks[:TITLE_WITHIN]):
        text = _squeezed(block.text) if isinstance(block, Paragraph) else ""
        if not text:
            continue
        if not wanted.startswith(text):
            if found:
                break
            continue
        found.append(position)
        wanted = wanted[len(text) :]
    return frozenset(found)
