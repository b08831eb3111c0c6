"""Contact facts: which values a passage, a chapter and a contact table state."""

from __future__ import annotations

import pytest

from core.place import InCell, InText
from core.report.contact import find_contact
from core.report.passage import Passage
from core.report.report import understand
from tests.report.making import document, table, words_at

TITLE = "青禾县水利局2018年政府信息公开工作年度报告"
OPENING = "根据《条例》编制本报告。"
REST = ("二、主动公开政府信息情况", "公开10条。")


def values(text: str) -> list[tuple[str, str]]:
    return [(value.field, value.text) for value in find_contact(Passage(document(*text.split("\n")).paragraphs))]


PHONE, OTHER = "0950-5550123", "5550124"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"电话：{PHONE}（兼传真）。", [("phone", PHONE), ("fax", PHONE)]),
        (f"电话：{PHONE}（传真）。", [("phone", PHONE), ("fax", PHONE)]),
        (f"电话：{PHONE}（办公室）、{OTHER}（传真）。", [("phone", PHONE), ("fax", OTHER)]),
        (f"电话/传真：{PHONE}(办)、{OTHER}(传)。", [("phone", PHONE), ("fax", OTHER)]),
        (f"电话：{PHONE}（{OTHER}传真）。", [("phone", PHONE), ("fax", OTHER)]),
        (f"联系电话/传真/邮编：{PHONE}/{OTHER}/751988", [("phone", PHONE), ("fax", OTHER), ("postcode", "751988")]),
        (f"电话∕传真：{PHONE}", [("fax", PHONE), ("phone", PHONE)]),
        (f"电话暨传真：{PHONE}", [("fax", PHONE), ("phone", PHONE)]),
        ("咨询热线：12366；手机：13812345678", [("phone", "12366"), ("phone", "13812345678")]),
        ("热线：96196", [("phone", "96196")]),
        (f"来电——{PHONE}；来访——禾丰路12号", [("phone", PHONE), ("address", "禾丰路12号")]),
        ("全年来电12563件，来访320人次；来电：12563件", []),
        ("12345热线受理群众诉求1220件。热线：受理诉求3210件。", []),
        ("电话：57461234*8012", [("phone", "57461234*8012")]),
        ("电话：57461234（8012分机）", [("phone", "57461234（8012分机）")]),
        ("电话：022~29142345", [("phone", "022~29142345")]),
        ("电话：022/29142345", [("phone", "022/29142345")]),
        ("电话：+86-22-29142345", [("phone", "+86-22-29142345")]),
        ("邮编；751988", [("postcode", "751988")]),
        ("拨打办公电话；2018年公开信息23122条", []),
        ("地址：禾丰路12号，751988，电话：57461234", [("address", "禾丰路12号"), ("postcode", "751988"), ("phone", "57461234")]),
        ("地址：禾丰路12号（751988）", [("address", "禾丰路12号"), ("postcode", "751988")]),
        ("地址、邮编：禾丰路12号 751988", [("address", "禾丰路12号"), ("postcode", "751988")]),
        ("地址：禾丰路12号 联系人：张三", [("address", "禾丰路12号")]),
        ("①通讯处：禾丰路12号②邮编：751988", [("address", "禾丰路12号"), ("postcode", "751988")]),
        ("办公场所：禾丰路12号", [("address", "禾丰路12号")]),
        ("可通过“县长信箱”（http://www.qinghe.gov.cn/xx/）反映", [("website", "http://www.qinghe.gov.cn/xx/")]),
        ("邮箱：xxgk(at)qinghe.cn", [("email", "xxgk(at)qinghe.cn")]),
        ("网址：http://www.qinghe.gov.cn/a.jsp?b=1E&c=2）", [("website", "http://www.qinghe.gov.cn/a.jsp?b=1E&c=2")]),
        (
            f"来信来电：甲省青禾县禾湖游客中心北侧管委会，751988，{PHONE}。",
            [("address", "甲省青禾县禾湖游客中心北侧管委会"), ("postcode", "751988"), ("phone", PHONE)],
        ),
        (f"联系我们：石门乡党政办，青禾县石门乡场口，{PHONE}。", [("address", "青禾县石门乡场口"), ("phone", PHONE)]),
        (f"联系我们：石门乡党政综合办公室，{PHONE}。", [("phone", PHONE)]),
        ("专区设在青禾县石门乡场口，发布信息120条。", []),
        ("能否访问www.qinghe.gov.cn？请反映。", [("website", "www.qinghe.gov.cn")]),
    ],
)
def test_what_a_passage_states(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(values(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("如有疑问，请联系：县水利局办公室，电话：5550123。", ("5550123",)),
        ("联系电话：5550123", ("5550123",)),
        ("设立咨询电话：5550123，全年答复230件。", ()),
        ("12345热线受理诉求1220件。", ()),
    ],
)
def test_a_phone_alone_in_chapter_one(line: str, phones: tuple[str, ...]) -> None:
    assert understand(document(TITLE, OPENING, "一、概述", "稳步推进。", line, *REST)).facts.contact.phone == phones


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (f"意见建议请寄：青禾县红旗街12号县水利局，邮政编码751988，电话{PHONE}。", "青禾县红旗街12号县水利局"),
        (f"联系我们：青禾县水利局，青禾县石门乡场口，{PHONE}。", "青禾县石门乡场口"),
        (f"寄存文件：青禾县红旗街12号库房，电话{PHONE}。", None),
    ],
)
def test_where_letters_go_at_the_end(line: str, address: str | None) -> None:
    report = understand(document(TITLE, "一、概述", "稳步推进。", *REST, "三、其他需要报告的事项", line))
    assert report.facts.contact.address == address


@pytest.mark.parametrize("heading", ["一、引言", "一、前言", "一、导语", "一、说明"])
def test_an_introduction_is_the_preamble(heading: str) -> None:
    report = understand(document(TITLE, heading, "由县水利局编制（5550123，0950-5550123）。", *REST))
    assert report.facts.contact.phone == ("0950-5550123",)
    assert [paragraph.text for paragraph in report.preamble][:1] == [heading]


CONTACTS = [["联系地址", "禾丰路12号"], ["邮政编码", "751988"], ["联系电话", PHONE]]


@pytest.mark.parametrize(
    "rows",
    [
        CONTACTS,
        [["序号", "项目", "内容"], *([str(at), *row] for at, row in enumerate(CONTACTS))],
        [list(column) for column in zip(*CONTACTS, strict=True)],
        [[f"{label}：{value}"] for label, value in CONTACTS],
    ],
    ids=["rows", "numbered", "columns", "one cell"],
)
def test_a_contact_table_before_the_first_chapter(rows: list[list[str]]) -> None:
    draft = document(TITLE, OPENING, table(rows), "一、概述", "稳步推进。", *REST)
    contact = understand(draft).facts.contact
    assert (contact.address, contact.postcode, contact.phone) == ("禾丰路12号", "751988", (PHONE,))
    for stated in understand(draft).contact:
        assert isinstance(stated.where, InCell)
        assert stated.text in words_at(draft, stated.where)
        assert words_at(draft, stated.place) == OPENING


def test_a_statistical_table_is_no_contact_table() -> None:
    rows = [["指标", "数量"], ["公开信息", "10"], ["咨询", "20"], ["申请", "1"], ["联系电话", PHONE]]
    assert understand(document(TITLE, OPENING, table(rows), "一、概述", "稳步推进。", *REST)).contact == ()


def test_outside_a_table_the_place_is_in_the_text() -> None:
    (stated,) = understand(document(TITLE, f"电话：{PHONE}", "一、概述", "稳步推进。", *REST)).contact
    assert isinstance(stated.where, InText)
