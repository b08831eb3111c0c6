"""The bundled samples: every deliberate defect is found where it was put, and the clean twin is clean, in every format."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import rules
from core import engine
from core.findings import Finding, LocationKind, Result, Severity
from resources.samples import make_samples
from resources.samples.make_samples import Defect, Expected

FORMATS = ("docx", "pdf", "html", "txt")
DEFECTS = make_samples.load_defects()
NAMES = {"defective": make_samples.DEFECTIVE, "clean": make_samples.CLEAN}


def convert(sources: Sequence[Path], suffix: str, folder: Path) -> None:
    """Word files as another format, by LibreOffice with a profile of its own."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.fixture(scope="session", params=FORMATS)
def results(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Both samples checked, in one format."""
    suffix: str = request.param
    folder = tmp_path_factory.mktemp(f"samples-{suffix}")
    if suffix == "txt":
        clean = make_samples.load_clean()
        (folder / "clean.txt").write_text(make_samples.as_text(clean), encoding="utf-8")
        (folder / "defective.txt").write_text(make_samples.as_text(make_samples.apply(clean, DEFECTS)), encoding="utf-8")
    else:
        sources = [Path(shutil.copy(source, folder / f"{name}.docx")) for name, source in NAMES.items()]
        if suffix != "docx":
            convert(sources, suffix, folder)
    return {name: engine.check_file(str(folder / f"{name}.{suffix}"), rules.builtin()) for name in NAMES}


def stands_at(result: Result, finding: Finding, expected: Expected) -> bool:
    """Whether a finding points to where a defect was put."""
    place = finding.location
    if expected.at == "text" and place.kind is LocationKind.TEXT and place.paragraph is not None:
        return expected.anchor in result.document.paragraphs[place.paragraph].text
    if expected.at == "cell" and place.kind is LocationKind.CELL and place.table is not None and place.row is not None:
        label = result.document.tables[place.table].at(place.row, 0)
        return label is not None and expected.anchor in label.text.replace("\n", "")
    return expected.at == "missing" and expected.anchor in f"{finding.message} {place.label}"


def explains(result: Result, finding: Finding, expected: Expected) -> bool:
    """Whether a finding is the one that a defect must give."""
    same_data = all(finding.data.get(key) == value for key, value in expected.data.items())
    return finding.rule == expected.rule and same_data and stands_at(result, finding, expected)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: f"{defect.expect.rule}-{defect.expect.anchor}")
def test_each_defect_is_found_once_where_it_was_put(results: dict[str, Result], defect: Defect) -> None:
    result = results["defective"]
    found = [finding for finding in result.findings if explains(result, finding, defect.expect)]
    assert [finding.severity for finding in found] == [Severity(defect.expect.severity)], [
        (finding.rule, finding.message) for finding in result.findings
    ]


def test_nothing_else_is_called_an_error_or_a_warning(results: dict[str, Result]) -> None:
    result = results["defective"]
    loud = [finding for finding in result.findings if finding.severity is not Severity.INFO]
    extra = [finding for finding in loud if not any(explains(result, finding, defect.expect) for defect in DEFECTS)]
    assert extra == []
    assert not result.verdict.ready


def test_the_clean_twin_has_no_error_and_no_warning(results: dict[str, Result]) -> None:
    result = results["clean"]
    assert [(f.rule, f.message) for f in result.findings if f.severity is not Severity.INFO] == []
    assert result.verdict.sentence == "可以报送"


def test_the_facts_of_the_clean_twin_are_read(results: dict[str, Result]) -> None:
    result = results["clean"]
    contact = result.facts.contact
    assert (result.unit, result.year, result.edition) == ("青禾县人民政府", 2018, "2008")
    assert result.facts.period is not None
    assert [str(day) for day in result.facts.period] == ["2018-01-01", "2018-12-31"]
    assert str(result.facts.date) == "2019-02-22"
    assert (contact.address, contact.postcode) == ("青禾县禾丰镇麦香路8号", "751988")
    assert (contact.phone, contact.fax) == (("0950-5550123",), ("0950-5550124",))
    assert contact.email == ("zwgk@qinghe-yangben.gov.cn",)
    assert contact.website == ("http://www.qinghe-yangben.gov.cn",)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_samples_are_what_the_data_make() -> None:
    clean = make_samples.load_clean()
    assert parts(make_samples.as_docx(clean)) == parts(make_samples.CLEAN.read_bytes())
    assert parts(make_samples.as_docx(make_samples.apply(clean, DEFECTS))) == parts(make_samples.DEFECTIVE.read_bytes())


def test_making_the_same_sample_twice_gives_the_same_bytes() -> None:
    clean = make_samples.load_clean()
    assert make_samples.as_docx(clean) == make_samples.as_docx(clean)


def test_an_edit_that_fits_nowhere_is_refused() -> None:
    lost = Defect("", [{"find": "没有这句话", "with": ""}], DEFECTS[0].expect)
    with pytest.raises(ValueError, match="0 times"):
        make_samples.apply(make_samples.load_clean(), [lost])


def test_the_table_has_the_rows_of_the_form_and_the_text_a_natural_length() -> None:
    clean = make_samples.load_clean()
    rows = clean.attachment["rows"]
    assert len(rows) == 65
    assert sum(1 for _, unit, value in rows if unit == "——" and value == "") == 7
    assert 2500 <= sum(len(text) for _, text in clean.body) <= 4000
