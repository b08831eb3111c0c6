"""A report with what corpora lack: merged cells, a footnote, a text box, a link, a line break in a cell."""

from __future__ import annotations

from pathlib import Path

from tests.readers.making import make_docx, p

_NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
_PLACE = (
    '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>5200000</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>300000</wp:posOffset></wp:positionV><wp:extent cx="1800000" cy="400000"/>'
)
_FORM = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="400000"/></a:xfrm><a:prstGeom prst="{}"><a:avLst/></a:prstGeom>'
    '<a:ln w="12700"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'
)
_DRAWN = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
    f' relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">{_PLACE}<wp:wrapNone/><wp:docPr id="{{number}}" name="n{{number}}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
    "<wps:spPr>{form}</wps:spPr>{text}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "</mc:AlternateContent></w:r>"
)
_BOX = _DRAWN.format(
    number=1,
    form=_FORM.format("rect"),
    text="<wps:txbx><w:txbxContent><w:p><w:r><w:t>内部资料</w:t></w:r></w:p></w:txbxContent></wps:txbx>",
)
_LINE = _DRAWN.format(number=2, form=_FORM.format("line"), text="")
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_FOOTNOTE = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>含县直部门和乡镇。</w:t></w:r></w:p></w:footnote>'
_PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
_WIDTH = 1200


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _cell(text: str, span: int = 1, merge: str = "") -> str:
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_WIDTH * span}" w:type="dxa"/>{across}{down}</w:tcPr>{"".join(map(p, text.split(chr(10))))}</w:tc>'


def _table() -> str:
    rows = (
        (_cell("项目", 1, "restart"), _cell("数量", 2), _cell("备注", 1, "restart")),
        (_cell("", 1, "continue"), _cell("本年"), _cell("上年"), _cell("", 1, "continue")),
        (_cell("公文类", 1, "restart"), _cell("120"), _cell("98"), _cell("含转发")),
        (_cell("", 1, "continue"), _cell("35"), _cell("40"), _cell("")),
        (_cell("合计"), _cell("155\n（见注）"), _cell("138"), _cell("")),
    )
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    look = f'<w:tblPr><w:tblW w:w="{_WIDTH * 4}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    grid = f'<w:tblGrid>{f"""<w:gridCol w:w="{_WIDTH}"/>""" * 4}</w:tblGrid>'
    return f"<w:tbl>{look}{grid}{''.join(f'<w:tr>{chr(32).join(row)}</w:tr>' for row in rows)}</w:tbl>"


def write_rich(path: Path) -> Path:
    """Write it."""
    link = f'<w:hyperlink w:anchor="x">{_run("全部按时办结")}</w:hyperlink>'
    parts = (
        p("云溪县2018年政府信息公开工作年度报告", '<w:jc w:val="center"/>'),
        f"<w:p>{_BOX}{_LINE}{_run('根据《中华人民共和国政府信息公开条例》规定，编制本报告。统计期限为2018年1月1日至2018年12月31日。')}</w:p>",
        p("一、概述"),
        f"<w:p>{_run('全年主动公开政府信息1286条')}{_NOTE}{_run('，其中政府网站902条，政务微博140条，政务微信244条。')}</w:p>",
        f"<w:p>{_run('收到申请12件，')}{link}{_run('，比上年减少3件。')}</w:p>",
        p("二、主动公开政府信息情况"),
        _table(),
        p("表中数字由各单位报送。"),
        p("三、存在的主要问题及改进情况"),
        p("一是公开不够及时，二是解读形式单一。下一步将加强培训。"),
        p("云溪县人民政府", '<w:jc w:val="right"/>'),
        p("2019年3月20日", '<w:jc w:val="right"/>'),
        _PAGE,
    )
    return make_docx(path, "".join(parts), footnotes=_SEPARATORS + _FOOTNOTE)
