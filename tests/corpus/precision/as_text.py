"""Write a report as a page saved from a government site, and as plain text."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.corpus.precision.forms import LEFT, UP
from tests.corpus.precision.parts import Part, Table

_TOP = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_{site}</title>
<style>td{{border:1px solid #000}}</style><script>var x = 1; function doZoom(s) {{ return s; }}</script></head><body>
<div class="header"><a href="/">{site}</a> <span>无障碍阅读</span> <span>简体 | 繁体</span></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li>
<li><a href="/hdjl/">互动交流</a></li><li><a href="/zjbd/">走进本地</a></li></ul>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/nb/">政府信息公开年报</a></div>
<div class="article"><h1>{title}</h1>
<div class="info">发布时间：{shown} 10:24　来源：{site}　浏览次数：<span id="hits">318</span>　字体：[<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>]</div>
<div class="TRS_Editor">
"""
_END = """</div>
<div class="tools"><a href="#">打印</a> <a href="#">关闭</a></div><div class="share">分享到：微信 微博</div></div>
<div class="footer"><p>主办单位：{site}　网站标识码：9900000001　备案号：某ICP备00000000号</p><p><a href="/map/">网站地图</a> | <a href="/about/">关于我们</a></p></div>
</body></html>
"""


def _facts(parts: list[Part], options: dict[str, object]) -> dict[str, str]:
    title = next(part.text for part in parts if part.kind == "title").replace("\\n", "")
    return {"title": escape(title), "site": str(options.get("site", "政府门户网站")), "shown": str(options["shown"])}


def write_html(parts: list[Part], options: dict[str, object], target: Path) -> None:
    facts = _facts(parts, options)
    plain = "plain" in str(options.get("html", ""))
    out = ["<html><head><meta charset='utf-8'></head><body>" if plain else _TOP.format(**facts)]
    for part in parts:
        if part.table is not None:
            out.append(_html_table(part.table))
        elif part.kind == "title":
            if plain:
                out.append("<p align='center'><b>" + escape(part.text).replace("\\n", "<br>") + "</b></p>")
        elif part.kind == "picture":
            out.append(f"<p align='center'><img src='a.png' alt=''></p><p align='center'>{escape(part.text)}</p>")
        else:
            align = {"right": " align='right'", "centre": " align='center'"}.get(part.kind, "")
            text = escape(part.text)
            out.append(f"<p{align}>" + (f"<strong>　　{text}</strong>" if part.kind == "heading" else f"　　{text}") + "</p>")
    out.append("</body></html>" if plain else _END.format(**facts))
    target.write_text("\n".join(out), encoding="utf-8")


def _html_table(table: Table) -> str:
    rows: list[str] = []
    for r in range(len(table.grid)):
        cells = [
            f"<td{f' rowspan={h}' if h > 1 else ''}{f' colspan={w}' if w > 1 else ''}><p>{escape(table.grid[r][c])}</p></td>"
            for row, c, h, w in table.spans()
            if row == r
        ]
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "<table><tbody>" + "\n".join(rows) + "</tbody></table>"


def write_txt(parts: list[Part], options: dict[str, object], target: Path) -> None:
    """Tables with bars, with tabs as a word processor copies them, or flat: one cell a line as some pages give them."""
    words = str(options.get("txt", ""))
    lines: list[str] = []
    for part in parts:
        if part.table is not None:
            lines += [*_rows(part.table, words), ""]
        elif part.kind == "title":
            lines += [*part.text.split("\\n"), ""]
        else:
            lines.append(part.text if part.kind in ("right", "centre", "picture") else "　　" + part.text)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rows(table: Table, words: str) -> list[str]:
    if "flat" in words:
        return [table.grid[r][c] for r, c, _, _ in table.spans()]
    if "tabs" in words:
        return ["\t".join(row) for row in _filled(table)]
    return ["| " + " | ".join(row) + " |" for row in _filled(table)]


def _filled(table: Table) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in table.grid:
        filled: list[str] = []
        for c, text in enumerate(row):
            filled.append(filled[c - 1] if text == LEFT else rows[-1][c] if text == UP else text)
        rows.append(filled)
    return rows
