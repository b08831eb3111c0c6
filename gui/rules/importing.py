"""What a package would bring into the rules folder, and bringing it in. Runs in a thread; no Qt here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.database import StoreError
from core.errors import NianbaoError
from core.layers.layer import FILE_NOT_USED
from core.layers.own import own_path
from core.layers.package import DISMISSALS, Package, read_package, write_package
from core.layers.reading import Mistake
from core.store import Store
from core.waivers import from_json
from gui.rules.loading import layered_with_all
from gui.rules.telling import layer_files

NEW, OWN, SAME, OTHER, USELESS = "new", "own", "same", "other", "useless"
NOTHING_OF_USE = "规则包里没有能用的规则，没有导入。"
TOLD = 3
"""So many mistakes are told of a package that is refused."""
NOT_DISMISSALS = f"其中的“{DISMISSALS}”不是忽略记录的导出文件，不能导入。"


@dataclass(frozen=True)
class Offer:
    """One layer of a package: how it stands to what the folder has, what is wrong with it, and its name beside another."""

    name: str
    state: str
    mistakes: tuple[Mistake, ...]
    beside: str


@dataclass(frozen=True)
class Look:
    """What was found in a package, or the sentence that says why nothing was."""

    path: Path
    package: Package = field(default_factory=Package)
    offers: tuple[Offer, ...] = ()
    dismissals: int = 0
    sentence: str = ""


def look(path: Path, folder: Path) -> Look:
    """Read a package and judge its layers, without writing anything."""
    try:
        package = read_package(path)
    except NianbaoError as error:
        return Look(path, sentence=str(error))
    offers, dismissals = _offers(package, folder), package.dismissals
    if offers and not dismissals and all(offer.state == USELESS for offer in offers):
        return Look(path, sentence=_refusal(offers))
    try:
        count = len(list(from_json(dismissals))) if dismissals else 0
    except ValueError:
        return Look(path, Package(package.layers), offers, sentence=NOT_DISMISSALS)
    return Look(path, package, offers, count)


def _offers(package: Package, folder: Path) -> tuple[Offer, ...]:
    if not package.layers:
        return ()
    layered = layered_with_all(folder, dict(package.layers))
    return tuple(
        Offer(
            name,
            USELESS if name in layered.useless else _state(name, data, folder),
            tuple(each for each in layered.mistakes if each.file == name),
            beside(name, folder),
        )
        for name, data in package.layers.items()
    )


def _refusal(offers: tuple[Offer, ...]) -> str:
    """Why nothing of a package can be taken: file, line and what is wrong there."""
    mistakes = [each for offer in offers for each in offer.mistakes]
    lines = [f"{str(each).partition(f'；{FILE_NOT_USED}')[0]}。" for each in mistakes[:TOLD]]
    more = [f"另有 {len(mistakes) - TOLD} 处写错。"] if len(mistakes) > TOLD else []
    return "\n".join((NOTHING_OF_USE, *lines, *more))


def _state(name: str, data: bytes, folder: Path) -> str:
    there = folder / name
    if not there.exists():
        return OWN if there == own_path(folder) else NEW
    try:
        return SAME if there.read_bytes() == data else OTHER
    except OSError:
        return OTHER


def beside(name: str, folder: Path) -> str:
    """A name for a layer that shall stand beside one of the same name, below the office's own."""
    stem = re.sub(r"^\d+-?", "", Path(name).stem) or "规则"
    names = (f"45-导入-{stem}{'' if number == 1 else number}.yaml" for number in range(1, 1000))
    return next(each for each in names if not (folder / each).exists())


def take(found: Look, folder: Path, names: Mapping[str, str], dismissals: bool) -> str:
    """Write the chosen layers under the names given; a sentence where that failed, else an empty text."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, target in names.items():
            write_package(folder / target, Package({target: found.package.layers[name]}))
        if dismissals and found.dismissals:
            Store().import_(found.package.dismissals)
    except NianbaoError as error:
        return str(error)
    except OSError:
        return f"规则文件夹“{folder}”不能写，没有导入。请检查权限和磁盘空间。"
    return ""


def give(target: Path, folder: Path, files: tuple[str, ...], dismissals: bool) -> str:
    """Write a package of these layers; a sentence where that failed, else an empty text."""
    try:
        layers = {path.name: path.read_bytes() for path in layer_files(folder) if path.name in files}
        told = Store().export() if dismissals else ""
        write_package(target, Package(layers, told))
    except StoreError as error:
        return f"{error}规则包没有写成。不要带忽略记录可以照常导出。"
    except NianbaoError as error:
        return str(error)
    except OSError:
        return "规则文件读不出来，规则包没有写成。请检查规则文件夹的权限。"
    return ""
