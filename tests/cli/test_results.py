"""Exit status, JSON and nothing else, where results are written, and the settings of a check."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from resources.samples import make_samples
from tests.cli.calling import Run
from tests.small_report import draft


def test_no_error_is_0_and_an_error_is_1(run: Run, drafts: tuple[Path, Path]) -> None:
    clean, defective = drafts
    assert run("check", clean)[0] == 0
    assert run("check", defective)[0] == 1
    assert run("check", clean, defective)[0] == 1


def test_a_file_that_could_not_be_checked_outranks_errors_and_the_others_are_checked(run: Run, drafts: tuple[Path, Path]) -> None:
    clean, defective = drafts
    missing = clean.with_name("没有.docx")
    status, out, err = run("check", missing, defective, clean, "--format", "json")
    assert status == 2
    result = json.loads(out)
    assert [report["path"] for report in result["reports"]] == [str(defective), str(clean)]
    assert [failure["path"] for failure in result["failures"]] == [str(missing)]
    assert len(err.splitlines()) == 1


def test_text_output_names_every_file_and_its_verdict(run: Run, drafts: tuple[Path, Path]) -> None:
    clean, defective = drafts
    status, out, err = run("check", clean, defective, clean.with_name("没有.docx"))
    assert status == 2
    assert clean.name in out
    assert defective.name in out
    assert "可以报送" in out
    assert "需修改" in out
    assert "\x1b[" not in out
    assert "没有.docx" in err


def test_the_same_file_twice_is_checked_twice(run: Run, drafts: tuple[Path, Path]) -> None:
    out = run("check", drafts[0], drafts[0], "--format", "json")[1]
    assert len(json.loads(out)["reports"]) == 2


LOCATION = {"kind", "section", "paragraph", "start", "end", "table", "row", "column", "page", "sheet", "cell", "label"}


def test_json_has_the_shape_of_the_interface(run: Run, drafts: tuple[Path, Path]) -> None:
    status, out, err = run("check", drafts[1], "--format", "json")
    result = json.loads(out)
    assert (status, err) == (1, "")
    assert set(result) == {"schema", "tool", "reports", "failures"}
    assert (result["schema"], result["tool"]["name"], result["failures"]) == (1, "nianbao", [])
    (report,) = result["reports"]
    assert set(report) == {"path", "title", "unit", "year", "edition", "facts", "findings", "checklist", "notes"}
    assert (report["unit"], report["year"], report["edition"]) == ("青禾县人民政府", 2018, "2008")
    assert set(report["facts"]) == {"period", "contact", "date"}
    assert report["facts"]["period"] == {"start": "2018-01-01", "end": "2018-12-30"}
    assert set(report["facts"]["contact"]) == {"address", "postcode", "phone", "fax", "email", "website"}


def test_findings_have_the_shape_of_the_interface(run: Run, drafts: tuple[Path, Path]) -> None:
    (report,) = json.loads(run("check", drafts[1], "--format", "json")[1])["reports"]
    keys = {"rule", "severity", "message", "basis", "suggestion", "data", "excerpt", "location", "waived"}
    for finding in report["findings"]:
        assert keys <= set(finding)
        assert set(finding["location"]) == LOCATION
        assert finding["severity"] in ("error", "warning", "info")
        assert finding["message"]
        assert finding["basis"]
        assert all(set(place) == LOCATION for place in finding["data"].get("places", []))
    for row in report["checklist"]:
        assert {"rule", "status", "count"} <= set(row)
        assert row["count"] == sum(finding["rule"] == row["rule"] for finding in report["findings"])


def needed(kind: str) -> tuple[set[str], set[str]]:
    """The keys of a location that hold a value, and those that hold none."""
    if kind == "text":
        return {"paragraph", "start", "end"}, {"table", "row", "column", "sheet", "cell"}
    if kind == "cell":
        return {"table", "row", "column"}, {"paragraph", "start", "end"}
    return set(), {"paragraph", "start", "end", "table", "row", "column"}


def test_locations_say_what_their_kind_promises(run: Run, drafts: tuple[Path, Path]) -> None:
    (report,) = json.loads(run("check", drafts[1], "--format", "json")[1])["reports"]
    assert {finding["location"]["kind"] for finding in report["findings"]} == {"text", "cell", "document"}
    for finding in report["findings"]:
        place: dict[str, Any] = finding["location"]
        given, absent = needed(place["kind"])
        assert all(place[key] is not None for key in given), finding
        assert all(place[key] is None for key in absent), finding
        if place["kind"] == "text":
            assert len(finding["excerpt"]) == place["end"] - place["start"]


@pytest.mark.parametrize("file_format", ["text", "json", "xlsx"])
def test_one_file_and_an_output_is_a_file(file_format: str, run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "结果"
    status, out, err = run("check", drafts[1], "--format", file_format, "-o", target)
    assert (status, out, err) == (1, "", "")
    if file_format == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(target.read_bytes())).sheetnames
    elif file_format == "json":
        assert len(json.loads(target.read_text("utf-8"))["reports"]) == 1
    else:
        assert "需修改" in target.read_text("utf-8")


@pytest.mark.parametrize(("file_format", "suffix"), [("text", ".txt"), ("json", ".json"), ("xlsx", ".xlsx")])
def test_several_files_and_an_output_is_a_folder(
    file_format: str, suffix: str, run: Run, drafts: tuple[Path, Path], tmp_path: Path
) -> None:
    target = tmp_path / "结果" / "新"
    status, out, _ = run("check", *drafts, tmp_path / "没有.docx", "--format", file_format, "-o", target)
    assert (status, out) == (2, "")
    # What could not be checked is said in JSON only: there is no text and no checklist of it.
    stems = [*(draft.stem for draft in drafts), *(["没有"] if file_format == "json" else [])]
    assert sorted(path.name for path in target.iterdir()) == sorted(stem + suffix for stem in stems)


def test_drafts_of_one_name_get_names_of_their_own(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    others = []
    for folder in ("甲", "乙", "丙"):
        (tmp_path / folder).mkdir()
        others.append(tmp_path / folder / "报告.txt")
        others[-1].write_bytes(drafts[0].read_bytes())
    run("check", *others, "--format", "json", "-o", tmp_path / "结果")
    written = {path.name: json.loads(path.read_text("utf-8"))["reports"][0]["path"] for path in (tmp_path / "结果").iterdir()}
    assert sorted(written) == ["报告-2.json", "报告-3.json", "报告.json"]
    assert set(written.values()) == set(map(str, others))


def test_an_output_that_cannot_be_a_folder(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "占用"
    target.write_text("原有内容", "utf-8")
    status, _, err = run("check", *drafts, "-o", target)
    assert status == 2
    assert len(err.splitlines()) == 1
    assert "文件夹" in err
    assert target.read_text("utf-8") == "原有内容"


def test_an_output_in_a_folder_that_is_not_there(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    status, _, err = run("check", drafts[0], "--format", "json", "-o", tmp_path / "没有" / "结果.json")
    assert status == 2
    assert len(err.splitlines()) == 1
    assert "不存在" in err


def test_an_older_result_is_replaced(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "结果.json"
    target.write_text("旧", "utf-8")
    assert run("check", drafts[0], "--format", "json", "-o", target)[0] == 0
    assert json.loads(target.read_text("utf-8"))["schema"] == 1


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    sample = make_samples.load_clean()
    sample.sign_off = sample.sign_off[:1]
    sample.attachment["footer"] = sample.attachment["footer"][:-1]
    path = tmp_path / "没有日期.txt"
    path.write_text(make_samples.as_text(sample), "utf-8")
    return path


@pytest.mark.parametrize(("day", "late"), [("2019-03-31", False), ("2019-04-01", True), ("2026-01-01", True)])
def test_as_of_is_the_day_of_checking(day: str, late: bool, run: Run, undated: Path) -> None:
    status, out, _ = run("check", undated, "--format", "json", "--as-of", day)
    found = [finding["rule"] for finding in json.loads(out)["reports"][0]["findings"]]
    assert ("period.deadline" in found) == late
    assert status == int(late)


def test_an_edition_may_be_forced(run: Run, drafts: tuple[Path, Path]) -> None:
    out = run("check", drafts[0], "--format", "json", "--edition", "2021")[1]
    assert json.loads(out)["reports"][0]["edition"] == "2021"


def test_what_is_held_against_a_forced_edition_does_not_blame_the_year(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text(draft({"year": 2023}).replace("第五十条规定", "第五十条和国办公开办函〔2021〕30号规定"), "utf-8")
    assert "edition-mixup" not in run("check", path)[1]
    out = json.loads(run("check", path, "--format", "json", "--edition", "2019")[1])
    messages = [each["message"] for each in out["reports"][0]["findings"] if each["rule"] == "structure.edition-mixup"]
    assert messages
    assert all("这次选定按2019年版" in each and "2023年的报告" not in each for each in messages)


def test_a_file_that_could_not_be_checked_is_in_the_json_file(run: Run, tmp_path: Path) -> None:
    missing, target = tmp_path / "没有.docx", tmp_path / "结果.json"
    status, out, err = run("check", missing, "--format", "json", "-o", target)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    result = json.loads(target.read_text("utf-8"))
    assert result["reports"] == []
    assert [failure["path"] for failure in result["failures"]] == [str(missing)]


def test_each_file_of_several_has_its_json_checked_or_not(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    missing, folder = tmp_path / "别处" / "无误.docx", tmp_path / "结果"
    status, _, err = run("check", missing, *drafts, "--format", "json", "-o", folder)
    assert (status, len(err.splitlines())) == (2, 1)
    written = {path.name: json.loads(path.read_text("utf-8")) for path in folder.iterdir()}
    assert sorted(written) == ["无误-2.json", "无误.json", "有误.json"]
    assert (written["无误.json"]["reports"], written["无误.json"]["failures"][0]["path"]) == ([], str(missing))
    assert written["无误-2.json"]["reports"][0]["path"] == str(drafts[0])
    assert written["有误.json"]["failures"] == []


def test_one_refused_result_leaves_the_others(
    run: Run, drafts: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "b.docx").write_bytes(drafts[1].read_bytes())
    before = drafts[0].read_bytes()
    status, out, err = run("check", drafts[0].name, "b.docx", "nope.docx", "-o", ".")
    assert (status, out) == (2, "")
    assert "需修改" in (tmp_path / "b.txt").read_text("utf-8")
    assert drafts[0].read_bytes() == before
    unread, refused = err.splitlines()
    assert unread.startswith("nope.docx：")
    assert drafts[0].name in refused
    assert "不能覆盖" in refused


def test_names_that_differ_in_case_alone_are_two(run: Run, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    names = ["Report.txt", "甲/report.txt"]
    (tmp_path / "甲").mkdir()
    for name in names:
        (tmp_path / name).write_bytes(drafts[0].read_bytes())
    run("check", *(tmp_path / name for name in names), "--format", "json", "-o", tmp_path / "结果")
    assert sorted(path.name for path in (tmp_path / "结果").iterdir()) == ["Report.json", "report-2.json"]
