"""The drafts in the pictures: the fictional county of the corpus with defects of every severity, and what goes wrong with files."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.corpus.build_docx import write_docx
from tests.corpus.common import Edit, edited
from tests.corpus.corpus_2021 import corpus

NAME = "青禾县2024年政府信息公开工作年度报告"
DRAFT = f"{NAME}（送审稿）.docx"
PREVIOUS = "青禾县2023年政府信息公开工作年度报告.docx"

MILD: tuple[Edit, ...] = (
    {"replace": ["地址：青禾县城关镇永安路6号；", ""]},
    {"replace": ["增长10.1%", "增长11.0%"]},
    {"replace": ["现行有效36件", "现行有效38件"]},
    {"replace": ["举办政务公开业务培训3期", "举办政务公开培训3期，约415余人次"]},
    {"replace": ["> 2025年3月12日\n", "> 2025年3月12日\n联系电话：0937-5521610\n"]},
    {"replace": ["2024年，全县行政机关没有", "2023年，全县行政机关没有"]},
    {"replace": ["全年未发生责任追究情形。", ""]},
    {"cells": {"三/18/4": "——", "三/2/1": "1"}},
)
"""What an ordinary draft has wrong with it."""
GRAVE: tuple[Edit, ...] = (
    {"replace": ["国务院令第711号", "国务院令第710号"]},
    {"replace": ["2024年12月31日止", "2024年12月32日止"]},
    {"replace": ["（http://www.qinghe.gov.cn）查阅", "（）查阅"]},
    {"replace": ["占54.8%", "占58.4%"]},
    {"replace": ["（一）主动公开情况", "（一）2023年主动公开情况"]},
    {"replace": ["（四）政府信息公开平台", "（五）政府信息公开平台"]},
    {"replace": ["打通数据接口，2025年", "打通打通数据接口,目前2025年"]},
    {"replace": ["共97件", "共79件"]},
    {"replace": ["全部整改到位。", "全部整改到位。。"]},
    {"cells": {"三/5/1": "", "三/6/1": "无", "三/7/2": "——", "三/24/1": "79", "四/1": "4", "四/8": ""}},
)
"""What is added for a draft with all too much wrong."""


def county(folder: Path, *edits: Edit, name: str = DRAFT, clean: bool = False) -> Path:
    """The report of 2024 with its usual defects and some more."""
    path = folder / name
    report = edited(corpus().find("d02"), () if clean else (*MILD, *edits))
    write_docx(report, corpus(), path)
    return path


def before(folder: Path) -> Path:
    """The report of the year before, which carried over one request more than this year's says."""
    path = folder / PREVIOUS
    write_docx(edited(corpus().find("d01"), [{"third": {25: [3, 1, 0, 0, 0, 0]}}]), corpus(), path)
    return path


def many(folder: Path) -> Path:
    """A draft with all too much wrong."""
    return county(folder, *GRAVE, name=f"{NAME}（初稿）.docx")


def long(folder: Path) -> Path:
    """A report of many pages: chapter one goes on and on."""
    report = edited(corpus().find("d02"), MILD)
    end = "## 二、主动公开政府信息情况\n"
    more = "".join(_of_unit(number) for number in range(1, 121))
    path = folder / f"{NAME}（含各单位情况）.docx"
    write_docx(replace(report, body=report.body.replace(end, more + end)), corpus(), path)
    return path


def _of_unit(number: int) -> str:
    return (
        f"第{number}个公开单位按照目录和指南的要求梳理公开事项{number + 12}项，更新办事指南{number + 3}份，答复咨询{number * 7}件。"
        f"其中第{number}季度以外的时段由值班人员逐条登记，形成台账，并由分管负责同志签字确认后归档备查。\n"
    )


def printed(draft: Path, kind: str = "pdf") -> Path | None:
    """A draft converted by LibreOffice; None where there is none."""
    office = shutil.which("soffice")
    if office is None:
        return None
    profile = f"-env:UserInstallation={(draft.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(draft.parent), str(draft)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=180)
    return draft.with_suffix(f".{kind}") if done.returncode == 0 else None


def broken(folder: Path) -> Path:
    """A file cut off in the middle."""
    whole = county(folder, name="没有传完.docx")
    data = whole.read_bytes()
    whole.write_bytes(data[: len(data) // 3])
    return whole


def locked(folder: Path) -> Path:
    """A PDF with a password."""
    from pypdf import PdfWriter  # noqa: PLC0415 - for this picture alone

    path, writer = folder / "青禾县2024年年度报告（加密）.pdf", PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret", algorithm="RC4-128")
    with path.open("wb") as file:
        writer.write(file)
    return path


def told(folder: str = "/home/办公室/年报") -> Any:  # noqa: ANN401 - what the list of recent drafts takes
    """Drafts checked lately, for the start page."""
    from core.history import Counts, PastCheck  # noqa: PLC0415 - this file is read before Qt sees its factor
    from gui.history.loading import Recent, Told  # noqa: PLC0415 - as above

    drafts = (
        (DRAFT, "2024", 0, Counts(4, 5, 2, 1, 0), True),
        ("青禾县农业农村局2024年年度报告.wps", "2024", 1, Counts(0, 2, 1, 0, 0), True),
        ("石门镇2024年度报告（扫描）.pdf", "2024/乡镇", 26, Counts(0, 0, 0, 0, 2), True),
        (PREVIOUS, "2023", 300, Counts(0, 0, 0, 0, 0), False),
    )
    recent = tuple(
        Recent(PastCheck(n, f"{folder}/{place}/{name}", NAME, "青禾县人民政府", 2024, _ago(hours), counts, True), there)
        for n, (name, place, hours, counts, there) in enumerate(drafts)
    )
    return Told(recent=recent)


def _ago(hours: float) -> str:
    return (datetime.now() - timedelta(hours=hours)).isoformat(timespec="seconds")


def spread(data: Path, path: str) -> None:
    """Let the checks of a draft have been made over some days."""
    with closing(sqlite3.connect(data / "nianbao.db")) as base, base:
        numbers = [row[0] for row in base.execute("SELECT number FROM checks WHERE path = ? ORDER BY number DESC", (path,))]
        for position, number in enumerate(numbers):
            base.execute("UPDATE checks SET made = ? WHERE number = ?", (_ago(position * 19.3), number))


def complain(words: str) -> None:
    """Say on the terminal what a picture does not show."""
    print(words, file=sys.stderr)  # noqa: T201 - a script for the terminal
