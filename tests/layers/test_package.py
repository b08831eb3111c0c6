"""Rule packages: what is written is read again, and what is no package is said, not unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from core.layers.package import DISMISSALS, Package, PackageError, layer_name, read_package, write_package

LAYERS = {"10-县里.yaml": "name: 县\n".encode(), "50-本单位.yaml": b"name: a\n"}


def test_a_zip_holds_layers_and_dismissals(tmp_path: Path) -> None:
    write_package(tmp_path / "a.zip", Package(LAYERS, "[]"))
    assert read_package(tmp_path / "a.zip") == Package(LAYERS, "[]")


def test_one_layer_stays_a_layer(tmp_path: Path) -> None:
    write_package(tmp_path / "b.yaml", Package({"50-本单位.yaml": b"name: a\n"}))
    assert (tmp_path / "b.yaml").read_bytes() == b"name: a\n"
    assert read_package(tmp_path / "b.yaml").layers == {"b.yaml": b"name: a\n"}


def test_folders_and_other_files_of_the_archive(tmp_path: Path) -> None:
    others = {
        "../../10-b.yaml": b"name: b\n",
        "readme.txt": b"no rule",
        "__MACOSX/._10-b.yaml": b"no rule",
        "c/d.yml": b"name: d\n",
    }
    assert sorted(read_package(_with(tmp_path / "a.zip", others)).layers) == ["10-b.yaml", "d.yaml"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("县里.yaml", "gb18030"), ("县里.yaml", "utf-8"), ("50-本单位.yaml", "gb18030"), ("50-本单位.yaml", "utf-8")],
)
def test_a_name_in_the_code_page_of_windows_or_in_that_of_linux(tmp_path: Path, written: str, code: str) -> None:
    path, name = tmp_path / "a.zip", written.encode(code)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x" * len(name), "name: 县\n")
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name))
    assert list(read_package(path).layers) == [written]


def test_layer_names_stay_in_the_folder() -> None:
    assert [layer_name(name) for name in ("../a.yml", "a\\b.YAML", ".x.yaml", "县.yaml")] == [
        "a.yaml",
        "b.yaml",
        "x.yaml",
        "县.yaml",
    ]


def _with(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"readme.txt": b""}, "没有规则文件"),
        ({"a/x.yaml": b"", "b/x.yaml": b""}, "两个叫“x.yaml”"),
        ({"x.yaml": b"#" * 2_000_000}, "过大"),
        ({f"{number}.yaml": b"" for number in range(300)}, "超过 200 个"),
        ({DISMISSALS: b"\xff\xfe"}, "不是 UTF-8"),
    ],
)
def test_what_is_no_package(tmp_path: Path, members: dict[str, bytes], says: str) -> None:
    with pytest.raises(PackageError, match=says):
        read_package(_with(tmp_path / "a.zip", members))


def test_broken_locked_and_absent_files(tmp_path: Path) -> None:
    path = _with(tmp_path / "a.zip", LAYERS)
    locked = bytearray(path.read_bytes())
    # The bit for encryption, in the central directory (where zipfile looks) and in the local header.
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = locked.find(mark)
        locked[at + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    (tmp_path / "x.docx").write_bytes(b"no package")
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[:40])
    for name, says in (("locked.zip", "密码"), ("x.docx", "不是规则包"), ("cut.zip", "不完整"), ("none.zip", "打不开")):
        with pytest.raises(PackageError, match=says):
            read_package(tmp_path / name)
