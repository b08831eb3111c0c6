"""Makes OFD files: small ones from markup, and one from the pages of a PDF, as the printers of office programs do."""

from __future__ import annotations

import posixpath
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


PAGES = "Doc_0/Pages/Page_{}/Content.xml"


def make_ofd(
    path: Path, pages: Sequence[str], template: str = "", names: str = PAGES, *, units: str = "", own_units: str = ""
) -> Path:
    """An OFD whose pages hold the given objects; ``template`` is drawn on each page.

    ``units`` are drawings for composite objects in the resources of the document, ``own_units`` in those of each page.
    """
    listed = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc={quoteattr("/" + names.format(n))}/>' for n in range(len(pages)))
    templates = '<ofd:TemplatePage ID="9" BaseLoc="Tpls\\Tpl_0\\Content.xml"/>' if template else ""
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    common = f"<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{templates}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml", f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        )
        listing = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        public = f"<ofd:CommonData>{listing}" + common + "</ofd:CommonData>"
        package.writestr("Doc_0/Document.xml", f"<ofd:Document {NS}>{public}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>")
        fonts = '<ofd:Font ID="1" FontName="SimSun"/><ofd:Font ID="2" FontName="SimHei" Bold="true"/>'
        package.writestr("Doc_0/PublicRes.xml", f"<ofd:Res {NS}><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>")
        package.writestr("Doc_0/DocumentRes.xml", _drawings(units))
        if template:
            package.writestr("Doc_0/Tpls/Tpl_0/Content.xml", _page(template))
        for number, objects in enumerate(pages):
            package.writestr(
                names.format(number), _page(objects, used + ("<ofd:PageRes>Own.xml</ofd:PageRes>" if own_units else ""))
            )
            if own_units:
                package.writestr(posixpath.join(posixpath.dirname(names.format(number)), "Own.xml"), _drawings(own_units))
    return path


def _drawings(units: str) -> str:
    return f"<ofd:Res {NS} BaseLoc='Res'><ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits></ofd:Res>"


def unit(name: int, objects: str) -> str:
    """A drawing that composite objects show."""
    return f'<ofd:CompositeGraphicUnit ID="{name}" Width="210" Height="297"><ofd:Content>{objects}</ofd:Content></ofd:CompositeGraphicUnit>'


def composite(name: int, x: float = 0, y: float = 0, *, ctm: str = "") -> str:
    """A composite object: a drawing shown at a place."""
    moved = f' CTM="{ctm}"' if ctm else ""
    return f'<ofd:CompositeObject ID="7" Boundary="{x} {y} 210 297"{moved} ResourceID="{name}"/>'


def _page(objects: str, template: str = "") -> str:
    layer = f"<ofd:Content><ofd:Layer ID='1'>{objects}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {NS}>{template}{layer}</ofd:Page>"


def text(words: str, x: float, y: float, size: float = 5.0, *, deltas: str = "", bold: bool = False, ctm: str = "") -> str:
    """Characters that stand on the line ``y`` millimetres down."""
    delta = f' DeltaX="{deltas}"' if deltas else ""
    moved = f' CTM="{ctm}"' if ctm else ""
    code = f'<ofd:TextCode X="0" Y="0"{delta}>{escape(words)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="5" Boundary="{x} {y} 150 10" Font="{1 + bold}" Size="{size}"{moved}>{code}</ofd:TextObject>'


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
