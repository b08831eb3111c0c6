"""The bill of materials of a bundle in CycloneDX 1.6, and the folder with the licences of all its parts."""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scripts.bundle.parts import Part

_SPACE = uuid.UUID("5b1a2f5e-6d0e-4a43-9a0b-7f3f4f0c9c55")
HEAD = """本程序以 MIT 许可发布（见 LICENSE）。其中包含下列软件，各自的许可全文在同名文件夹里。

Qt 和 PySide6（shiboken6）按 LGPL-3.0 使用：它们是独立的动态库，放在 _internal/PySide6 和 _internal/shiboken6，
可以换成您自己编译的相同版本。

"""


def bill(parts: Sequence[Part], version: str, target: str) -> dict[str, Any]:
    """The bill as data; the same parts give the same bill."""
    components = [_component(part) for part in parts]
    serial = uuid.uuid5(_SPACE, json.dumps([version, target, components], sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "nianbao",
                "name": "nianbao",
                "version": version,
                "description": f"年报自查（{target}）",
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "nianbao", "dependsOn": [part.purl for part in parts]}],
    }


def _component(part: Part) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
    }
    if part.licence != "NOASSERTION":
        found["licenses"] = (
            [{"expression": part.licence}]
            if re.fullmatch(r"[\w.()+ -]+", part.licence)
            else [{"license": {"name": part.licence}}]
        )
    return found


def write_licences(parts: Sequence[Part], folder: Path) -> None:
    """Write the texts of every licence, a folder for each part, and a list of them."""
    lines = []
    for part in parts:
        own = folder / f"{part.name}-{part.version}".replace("/", "_").replace(":", "_").replace(" ", "-")
        own.mkdir(parents=True, exist_ok=True)
        for text in part.texts:
            shutil.copyfile(text, own / _free(own, text.name))
        lines.append(f"{part.name} {part.version}  {'见许可文件' if part.licence == 'NOASSERTION' else part.licence}")
    (folder / "第三方软件.txt").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


def _free(folder: Path, name: str) -> str:
    """A name that is not taken: texts from several folders may be called alike."""
    number, free = 2, name
    while (folder / free).exists():
        free, number = f"{number}-{name}", number + 1
    return free
