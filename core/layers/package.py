"""Rule packages: layers, and if wanted the dismissals, in one file to hand on."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from core.errors import NianbaoError
from core.exports.atomic import write_bytes

DISMISSALS = "忽略记录.json"
_MOST_FILES, _LARGEST, _LARGEST_PACKAGE = 200, 1_000_000, 50_000_000
_LARGEST_DISMISSALS = 20_000_000
_UNREADABLE = "规则包打不开，文件可能不完整，或没有读取权限。请重新取得这个文件。"


class PackageError(NianbaoError):
    """A package that cannot be read; the sentence says why."""


@dataclass(frozen=True)
class Package:
    """The layers by the names of their files, and the dismissals as they were exported (empty: none)."""

    layers: Mapping[str, bytes] = field(default_factory=dict)
    dismissals: str = ""


def write_package(target: Path, package: Package) -> None:
    """Write a zip file, or the only layer as it is where the target is one. Raises WriteError."""
    if target.suffix.lower() == ".yaml" and len(package.layers) == 1:
        write_bytes(target, next(iter(package.layers.values())))
        return
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in package.layers.items():
            archive.writestr(name, data)
        if package.dismissals:
            archive.writestr(DISMISSALS, package.dismissals.encode("utf-8"))
    write_bytes(target, held.getvalue())


def read_package(path: Path) -> Package:
    """Read a zip file or a single layer. Raises PackageError."""
    try:
        if path.stat().st_size > _LARGEST_PACKAGE:
            raise PackageError("文件过大（超过 50 MB），不像规则包。")
        if zipfile.is_zipfile(path):
            return _from_zip(path)
        if path.suffix.lower() == ".zip":
            raise PackageError(_UNREADABLE)
        if path.suffix.lower() not in (".yaml", ".yml"):
            raise PackageError("这个文件不是规则包。规则包是 .zip 文件，或一个 .yaml 规则文件。")
        return Package({layer_name(path.name): path.read_bytes()})
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise PackageError(_UNREADABLE) from error


def layer_name(name: str) -> str:
    """The name that a layer has in the rules folder."""
    stem = PurePosixPath(name.replace("\\", "/")).stem.lstrip(".").strip() or "规则"
    return f"{stem}.yaml"


def _from_zip(path: Path) -> Package:
    layers: dict[str, bytes] = {}
    dismissals = ""
    with zipfile.ZipFile(path) as archive:
        for name, info in _members(archive):
            if info.flag_bits & 1:
                raise PackageError("规则包加了密码，请解压后导入其中的规则文件。")
            if PurePosixPath(name).name == DISMISSALS:
                dismissals = _text(_content(archive, info, _LARGEST_DISMISSALS))
                continue
            key = layer_name(name)
            if key in layers:
                raise PackageError(f"规则包里有两个叫“{key}”的文件，请分开导入。")
            layers[key] = _content(archive, info, _LARGEST)
    if not layers and not dismissals:
        raise PackageError("规则包里没有规则文件（*.yaml）。")
    return Package(layers, dismissals)


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The layers and the dismissals of an archive, whatever folder they lie in."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MOST_FILES:
        raise PackageError(f"压缩包里的文件超过 {_MOST_FILES} 个，不像规则包。")
    for info in infos:
        name = _name(info)
        last = PurePosixPath(name).name
        hidden = last.startswith(".") or "__MACOSX" in name
        if not hidden and (last == DISMISSALS or last.lower().endswith((".yaml", ".yml"))):
            yield name, info


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; without the sign for UTF-8 it is that all the same (Linux), or in the Chinese code page of Windows."""
    if info.flag_bits & 0x800:
        return info.filename
    for code in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return info.filename.encode("cp437").decode(code)
    return info.filename


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(info) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise PackageError(f"规则包里的“{PurePosixPath(_name(info)).name}”过大，不像规则文件。")
    return data


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackageError(f"规则包里的“{DISMISSALS}”不是 UTF-8 编码，没有导入。") from error
