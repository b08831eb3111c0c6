"""SARIF: valid against the schema of the standard, places as exact as the format of the draft allows, nothing kept back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from core import readers
from core.document import Cell, Document, Format, Paragraph, Table, Text
from core.edits import Edit
from core.engine import Settings, check_file
from core.exports.sarif import FINGERPRINT, text_region, to_sarif, uri_of
from core.findings import ChecklistRow, Failure, Finding, Location, LocationKind, Result, Severity, Status
from core.place import InText
from resources.samples import make_samples
from rules import builtin
from tests.exports import export_data

SCHEMA = Path(__file__).with_name("sarif") / "sarif-schema-2.1.0.json"
formats = jsonschema.FormatChecker(formats=())


@formats.checks("uri", raises=ValueError)
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or (bool(urlsplit(value).scheme) and is_uri_reference(value))


@formats.checks("uri-reference", raises=ValueError)
def is_uri_reference(value: object) -> bool:
    """Only the characters that RFC 3986 allows; a first part with a colon would be a scheme."""
    allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%"
    return not isinstance(value, str) or (bool(value) and set(value) <= set(allowed) and urlsplit(value) is not None)


@formats.checks("date-time", raises=ValueError)
def is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@cache
def validator() -> jsonschema.Draft4Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    return jsonschema.Draft4Validator(schema, format_checker=formats)


def run_of(*results: Result, failures: tuple[Failure, ...] = ()) -> dict[str, Any]:
    """The one run of a log, which must be valid."""
    log = json.loads(to_sarif(results, failures))
    wrong = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator().iter_errors(log)]
    assert wrong == []
    (run,) = log["runs"]
    return dict(run)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def test_the_validator_refuses_what_is_wrong() -> None:
    log = json.loads(to_sarif([export_data.result()], []))
    assert validator().is_valid(log)
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator().is_valid(log)
    log = json.loads(to_sarif([export_data.result()], []))
    log["runs"][0]["artifacts"][0]["location"]["uri"] = "草稿 1.docx"
    assert not validator().is_valid(log)


@pytest.mark.parametrize("path", [make_samples.DEFECTIVE, make_samples.CLEAN], ids=["defects", "clean"])
def test_the_samples_give_valid_logs(path: Path) -> None:
    result = check_file(str(path), builtin(), Settings())
    run = run_of(result)
    assert len(run["results"]) == len(result.findings)
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {row.rule for row in result.checklist}


def test_every_finding_names_rule_level_place_and_numbers() -> None:
    run = run_of(export_data.result())
    rules = run["tool"]["driver"]["rules"]
    found = {each["ruleId"]: each for each in run["results"]}
    assert [each["ruleId"] for each in run["results"]] == [
        "table.missing",
        "period.coverage",
        "contact.missing",
        "consistency.percentage",
        "table.bound",
    ]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert (found["table.bound"]["level"], found["contact.missing"]["level"]) == ("error", "note")
    assert found["period.coverage"]["level"] == "warning"
    (place,) = found["consistency.percentage"]["locations"]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": uri_of("/草稿/青禾县报告.docx"), "index": 0}}
    (logical,) = place["logicalLocations"]
    assert logical["decoratedName"] == "paragraph[5][3:8]"
    assert logical["fullyQualifiedName"] == "二、主动公开政府信息情况 › 正文第6段（第4页）"
    assert logical["properties"] == {"kind": "text", "section": "二", "paragraph": 5, "start": 3, "end": 8, "page": 4}
    assert found["table.bound"]["relatedLocations"] == [place]
    assert found["consistency.percentage"]["properties"]["data"] == {"expected": 34.4}


def test_a_dismissed_finding_is_suppressed_and_the_others_say_that_they_are_not() -> None:
    run = run_of(export_data.result())
    suppressions = {each["ruleId"]: each["suppressions"] for each in run["results"]}
    (one,) = suppressions.pop("period.coverage")
    assert (one["kind"], one["status"], one["justification"]) == ("external", "accepted", "已核实")
    assert all(each == [] for each in suppressions.values())


def test_the_verdict_stands_with_the_draft() -> None:
    (artifact,) = run_of(export_data.result())["artifacts"]
    assert artifact["properties"]["verdict"] == "需修改：3 处错误；未能检查：2 项"
    assert artifact["properties"]["ready"] is False
    assert len(artifact["properties"]["checklist"]) == len(Status)


def test_what_was_not_checked_is_said() -> None:
    (invocation,) = run_of(export_data.result(), failures=(Failure("坏 1.docx", "文件不完整。"),))["invocations"]
    assert invocation["executionSuccessful"] is False
    told = invocation["toolExecutionNotifications"]
    assert [(each["level"], each["message"]["text"]) for each in told] == [
        ("error", "文件不完整。"),
        ("warning", "未能检查：名称4。原因4"),
        ("error", "程序故障：名称5。原因5"),
    ]
    assert told[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "%E5%9D%8F%201.docx"


def test_all_went_well_is_said() -> None:
    run = run_of(export_data.nothing_found())
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_several_drafts_are_one_run() -> None:
    other = replace(export_data.result(), path="b.docx")
    run = run_of(export_data.result(), other)
    assert [each["location"]["uri"] for each in run["artifacts"]] == [uri_of("/草稿/青禾县报告.docx"), "b.docx"]
    indexes = [each["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for each in run["results"]]
    assert indexes == [0] * 5 + [1] * 5
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))


def test_fingerprints_tell_findings_apart() -> None:
    twice = replace(export_data.result(), findings=export_data.findings()[:1] * 2)
    prints = [each["partialFingerprints"][FINGERPRINT] for each in run_of(twice)["results"]]
    assert prints[0].endswith("/0")
    assert prints[1] == prints[0].removesuffix("/0") + "/1"


def text_of(lines: list[str], *cells: str) -> Document:
    """A file of plain text as its reader makes it: one span per line."""
    paragraphs = [Paragraph(Text.at(line, node=(number, 2)), number) for number, line in enumerate(lines)]
    joined = Text.join([Text.at("前半句", node=(7, 0)), Text.at("后半句。", node=(8, 0))])
    table = Table(tuple(Cell(0, n, Text.at(cell, node=(9, n * 3))) for n, cell in enumerate(cells)), 0)
    return Document("a.txt", Format.TEXT, (*paragraphs, Paragraph(joined, len(lines)), table))


def region(document: Document, location: Location) -> list[object] | None:
    found = text_region(document, location)
    return None if found is None else [found[key] for key in ("startLine", "startColumn", "endLine", "endColumn")]


def test_plain_text_has_lines_and_columns() -> None:
    document = text_of(["第一行", "第二行𠮷字"], "指标", "12")
    assert region(document, Location(LocationKind.TEXT, paragraph=1, start=3, end=5)) == [2, 6, 2, 8]
    assert region(document, Location(LocationKind.TEXT, paragraph=2, start=2, end=5)) == [8, 3, 9, 3]
    assert region(document, Location(LocationKind.CELL, table=0, row=0, column=1)) == [10, 4, 10, 6]
    assert region(document, Location(LocationKind.DOCUMENT)) is None
    found = text_region(document, Location(LocationKind.TEXT, paragraph=1, start=3, end=5))
    assert found is not None
    assert found["snippet"] == {"text": "𠮷字"}


def test_a_region_of_a_binary_file_would_be_bytes_and_is_left_out() -> None:
    document = replace(text_of(["第一行"]), format=Format.DOCX)
    assert text_region(document, Location(LocationKind.TEXT, paragraph=0, start=0, end=1)) is None


def test_a_region_of_text_is_in_the_log() -> None:
    document = text_of(["压缩率36.4%。"])
    finding = Finding("a.b", Severity.ERROR, "不对", Location(LocationKind.TEXT, paragraph=0, start=3, end=8), "36.4%")
    result = replace(export_data.result(), path="a.txt", document=document, findings=(finding,))
    (one,) = run_of(result)["results"]
    assert one["locations"][0]["physicalLocation"]["region"]["snippet"]["text"] == "36.4%"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.docx", "a%20b.docx"),
        ("c:d.docx", "c%3Ad.docx"),
        ("草稿/报告#1.docx", "%E8%8D%89%E7%A8%BF/%E6%8A%A5%E5%91%8A%231.docx"),
        ("/草稿/a%.docx", "file:///%E8%8D%89%E7%A8%BF/a%25.docx"),
        ("\udcff.docx", "%FF.docx"),
    ],
)
def test_addresses_are_valid_whatever_the_name(path: str, uri: str) -> None:
    assert uri_of(path) == uri
    assert is_uri_reference(uri)


def test_characters_that_are_no_text_do_not_break_the_log() -> None:
    finding = replace(export_data.findings()[0], message="坏\udcff字", excerpt="\udcff")
    result = replace(export_data.result(), path="\udcff.docx", findings=(finding,))
    run = run_of(result)
    assert all("\udcff" not in text for text in strings(run))


def test_a_rule_without_a_row_still_has_its_place_among_the_rules() -> None:
    result = replace(export_data.result(), checklist=(ChecklistRow("a.b", Status.PASS),))
    ids = [rule["id"] for rule in run_of(result)["tool"]["driver"]["rules"]]
    assert ids == ["a.b", "table.bound", "consistency.percentage", "contact.missing", "period.coverage", "table.missing"]


@pytest.mark.parametrize("kind", list(Format))
def test_a_draft_of_any_kind_has_a_media_type(kind: Format) -> None:
    result = export_data.result()
    (artifact,) = run_of(replace(result, document=replace(result.document, format=kind)))["artifacts"]
    assert artifact["mimeType"] == kind.media_type
    assert kind.media_type.count("/") == 1


def test_media_types_tell_kinds_apart() -> None:
    assert len({kind.media_type for kind in Format}) == len(Format)


def test_a_certain_correction_of_a_text_is_a_fix(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text("青禾县报告\n　　截止年底。\n", "utf-8")
    document = readers.read(path)
    (paragraph,) = [each for each in document.paragraphs if "截止" in each.text]
    start = paragraph.text.index("止")
    place = InText(paragraph.index, start, start + 1)
    where = Location(LocationKind.TEXT, paragraph=paragraph.index, start=start, end=start + 1)
    finding = Finding("x.term", Severity.WARNING, "应为截至", where, edits=(Edit(place, start, start + 1, "止", "至"),))
    result = replace(export_data.result(), path=str(path), document=document, findings=(finding,))
    (found,) = run_of(result)["results"]
    ((change,),) = [fix["artifactChanges"] for fix in found["fixes"]]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 4, 5)
    assert replacement["insertedContent"] == {"text": "至"}
    word = replace(result, document=replace(document, format=Format.DOCX))
    assert "fixes" not in run_of(word)["results"][0]


def test_rules_say_what_they_are_whether_they_found_something_or_not() -> None:
    rules = {rule["id"]: rule for rule in run_of(check_file(str(make_samples.CLEAN), builtin()))["tool"]["driver"]["rules"]}
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    assert rules
    for key, told in rules.items():
        rule = builtin().rule(key)
        assert rule is not None
        assert told["help"]["text"] == rule.manual.why
        assert told["defaultConfiguration"]["level"] == levels[rule.level]
