"""Reads the program's own data: YAML files that have to fit a type."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from core import prepared
from core.errors import RuleDataError

Kind = TypeVar("Kind")


def read_data(path: Path, kind: type[Kind]) -> Kind:
    """The content of a file as the type that it is meant for. Raises RuleDataError naming file and option."""
    import msgspec  # noqa: PLC0415 - only when data is loaded

    try:
        return msgspec.convert(read_plain(path), kind, strict=True)
    except msgspec.ValidationError as error:
        raise unfit(path, error) from error


def read_plain(path: Path) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The content of a file in lists, mappings and plain values. Raises RuleDataError."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise unfit(path, error) from error
    known = prepared.value(text)
    return parsed(path, text) if known is None else known


def parsed(path: Path, text: bytes) -> Any:  # noqa: ANN401 - as above
    """What a text in YAML says; the path is for the message. Raises RuleDataError."""
    import yaml  # noqa: PLC0415 - slow to load, and not needed for what was prepared

    try:
        return yaml.load(text.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise unfit(path, error) from error


def unfit(path: Path, error: Exception) -> RuleDataError:
    """The error to raise for a file of the program that cannot be used."""
    return RuleDataError(f"规则数据 {path.name} 有误：{error}")
