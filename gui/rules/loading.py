"""Reads and writes the rules folder in a thread: the table of rules takes long to import, and the folder may lie far away. No Qt here."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.errors import NianbaoError
from core.layers.layering import Layered
from core.layers.own import OwnFile, OwnLayer, read_own
from core.layers.reading import Mistake
from core.ruleset import RuleSet
from gui.rules.telling import layer_files

CHANGED_ELSEWHERE = "规则文件“{file}”刚才被另一个窗口或程序修改过，没有保存，以免覆盖。请关闭规则设置后重新打开。"
LOCKED = "规则文件“{mistake}。改好或删除这个文件之前，这里的修改不能保存。"
FAULT = "程序出现故障，规则没有读出来。内置规则照常使用。请重新打开规则设置；如仍出现，请复制详情反馈给维护人员。"
NOTHING = Mistake("", 0, "文件夹里没有规则文件（*.yaml）")


@dataclass(frozen=True)
class Loaded:
    """What the folder holds: the office's own layer, the rules in force, and those without the own layer and what follows it."""

    folder: Path
    own: OwnFile
    below: RuleSet
    current: RuleSet
    mistakes: tuple[Mistake, ...]
    files: tuple[str, ...]

    @property
    def locked(self) -> str:
        """Why nothing can be saved, if so."""
        return LOCKED.format(mistake=str(self.own.mistake).replace("：", "”", 1)) if self.own.mistake else ""

    def later(self, rule_id: str, option: str) -> str:
        """The file that comes after the own layer and has the last word about an option, if there is one."""
        rule = self.current.rule(rule_id)
        file = dict(rule.set_by).get(option, "") if rule else ""
        return file if file > self.own.layer.file else ""


@dataclass(frozen=True)
class Saved:
    """What came of saving: everything read again, or the sentence that says why nothing was written."""

    loaded: Loaded | None = None
    sentence: str = ""


def load(folder: Path) -> Loaded:
    """Read everything. Never raises for what stands in the folder."""
    from rules import in_force  # noqa: PLC0415 - takes seconds, so only in the thread and only when asked for

    own, files = read_own(folder), layer_files(folder)
    everything = in_force(folder) if _worth_reading(folder) else in_force()
    below = in_force(*(file for file in files if file.name < own.layer.file))
    return Loaded(folder, own, below.ruleset, everything.ruleset, everything.mistakes, tuple(file.name for file in files))


def _worth_reading(folder: Path) -> bool:
    """Whether anything in a folder is a layer or means to be one; an absent folder is no mistake."""
    try:
        return any(each.suffix.lower() in (".yaml", ".yml") for each in folder.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True


def layered_with(folder: Path, text: str, file: str) -> tuple[RuleSet, tuple[Mistake, ...]]:
    """The rules as they would be with this text in one file of the folder, and what is wrong with that file."""
    layered = layered_with_all(folder, {file: text.encode("utf-8")})
    return layered.ruleset, layered.mistakes


def layered_with_all(folder: Path, texts: dict[str, bytes]) -> Layered:
    """The rules as they would be with these files in the folder, and what is wrong with these alone."""
    from rules import in_force  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory(prefix="nianbao-") as place:
        for name, data in texts.items():
            (Path(place) / name).write_bytes(data)
        others = [path for path in layer_files(folder) if path.name not in texts]
        made = [Path(place) / name for name in texts]
        layered = in_force(*sorted((*others, *made), key=lambda path: path.name))
    return replace(layered, mistakes=tuple(mistake for mistake in layered.mistakes if mistake.file in texts))


def save(before: Loaded, layer: OwnLayer) -> Saved:
    """Write the own layer if all of it can be used, and read everything again."""
    from core.exports.atomic import write_text  # noqa: PLC0415 - only needed now

    if before.locked:
        return Saved(sentence=before.locked)
    if read_own(before.folder).data != before.own.data:
        return Saved(sentence=CHANGED_ELSEWHERE.format(file=layer.file))
    _, mistakes = layered_with(before.folder, layer.text(), layer.file)
    if mistakes:
        return Saved(sentence=told(mistakes))
    path = before.folder / layer.file
    try:
        if layer.empty:
            path.unlink(missing_ok=True)
        else:
            before.folder.mkdir(parents=True, exist_ok=True)
            write_text(path, layer.text())
    except NianbaoError as error:
        return Saved(sentence=str(error))
    except OSError:
        return Saved(sentence=f"规则文件夹“{before.folder}”不能写，没有保存。请检查权限和磁盘空间。")
    return Saved(load(before.folder))


def told(mistakes: Sequence[Mistake]) -> str:
    """Why a layer cannot be saved, without the words for people who write files by hand."""
    sentences = [mistake.sentence.partition("；这一")[0] for mistake in mistakes]
    return "没有保存：" + "；".join(dict.fromkeys(sentences)) + "。"


@dataclass(frozen=True)
class Fault:
    """A piece of work that broke: what the user is told, and the details for whoever maintains the program."""

    sentence: str
    details: str


def safely(work: Callable[[], Any]) -> Callable[[], Any]:
    """The same work; where it breaks its outcome is a fault, so that the window never waits for nothing."""

    def guarded() -> Any:  # noqa: ANN401 - whatever the work returns
        try:
            return work()
        except Exception:
            return Fault(FAULT, traceback.format_exc())

    return guarded
