"""Makes OFD files: small ones from markup, and one from the pages of a PDF, as the printers of office programs do."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pypdfium2

from core.readers import pdf_calls, pdf_pdfium
from core.readers.pdf_glyphs import Glyph, PageContent, Rule

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72


def make_ofd(
    path: Path,
    pages: Sequence[str],
    template: str = "",
    names: str = "Doc_0/Pages/Page_{}/Content.xml",
    units: Sequence[str] = (),
) -> Path:
    """An OFD whose pages hold the given objects; ``template`` is drawn on each page, ``units`` are parts 70, 71 … to be drawn on them."""
    listed = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc={quoteattr("/" + names.format(n))}/>' for n in range(len(pages)))
    templates = '<ofd:TemplatePage ID="9" BaseLoc="Tpls\\Tpl_0\\Content.xml"/>' if template else ""
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    common = f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{templates}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml", f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        )
        public = "<ofd:CommonData><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>" + common + "</ofd:CommonData>"
        package.writestr("Doc_0/Document.xml", f"<ofd:Document {NS}>{public}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        fonts = '<ofd:Font ID="1" FontName="SimSun"/><ofd:Font ID="2" FontName="SimHei" Bold="true"/>'
        made = "".join(
            f'<ofd:CompositeGraphicUnit ID="{number}"><ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit>'
            for number, unit in enumerate(units, 70)
        )
        parts = f"<ofd:Fonts>{fonts}</ofd:Fonts><ofd:CompositeGraphicUnits>{made}</ofd:CompositeGraphicUnits>"
        package.writestr("Doc_0/PublicRes.xml", f"<ofd:Res {NS}>{parts}</ofd:Res>")
        if template:
            package.writestr("Doc_0/Tpls/Tpl_0/Content.xml", _page(template))
        for number, objects in enumerate(pages):
            package.writestr(names.format(number), _page(objects, used))
    return path


def _page(objects: str, template: str = "") -> str:
    layer = f"<ofd:Content><ofd:Layer ID='1'>{objects}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {NS}>{template}{layer}</ofd:Page>"


def text(words: str, x: float, y: float, size: float = 5.0, *, deltas: str = "", bold: bool = False, ctm: str = "") -> str:
    """Characters that stand on the line ``y`` millimetres down."""
    delta = f' DeltaX="{deltas}"' if deltas else ""
    moved = f' CTM="{ctm}"' if ctm else ""
    code = f'<ofd:TextCode X="0" Y="0"{delta}>{escape(words)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="5" Boundary="{x} {y} 150 10" Font="{1 + bold}" Size="{size}"{moved}>{code}</ofd:TextObject>'


def drawn(unit: int, x: float = 0, y: float = 0, ctm: str = "1 0 0 1 0 0") -> str:
    """A part drawn at a place."""
    return f'<ofd:CompositeObject ID="8" ResourceID="{unit}" Boundary="{x} {y} 150 200" CTM="{ctm}"/>'


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    return f'<ofd:PathObject ID="6" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>'


def from_pdf(pdf: Path, path: Path) -> Path:
    """The same pages as OFD: runs of characters with their deltas, and the ruling lines."""
    with pypdfium2.PdfDocument(pdf) as document:
        contents = []
        for number in range(len(document)):
            page = document[number]
            contents.append(pdf_pdfium.content_of(pdf_calls.address(page.raw), number + 1, 1_000_000))
            page.close()
    return make_ofd(path, ["".join([*_runs(content), *map(_rule, content.rules)]) for content in contents])


def _runs(content: PageContent) -> Iterable[str]:
    for (baseline, size, bold), run in groupby(content.glyphs, key=lambda glyph: (glyph.baseline, glyph.size, glyph.bold)):
        glyphs = list(run)
        yield _run(glyphs, baseline, size, bold)


def _run(glyphs: list[Glyph], baseline: float, size: float, bold: bool) -> str:
    steps = [f"{(b.x0 - a.x0) * MM:.6f}" for a, b in pairwise(glyphs)]
    words = "".join(glyph.text for glyph in glyphs)
    return text(words, glyphs[0].x0 * MM, baseline * MM, size * MM, deltas=" ".join(steps), bold=bold)


def _rule(rule: Rule) -> str:
    x0, y0, x1, y1 = (value * MM for value in rule.box)
    return line(x0, y0, x1, y1)
