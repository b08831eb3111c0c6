"""Options described once: type, default, meaning, allowed values. Validation, messages and the manual come from that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, field, fields
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from core.findings import Severity

Check = Callable[[Any], str | None]
"""Says what is wrong with a value, or None."""


def option(says: str, default: Any = MISSING, *, choices: Mapping[str, str] | None = None, check: Check | None = None) -> Any:  # noqa: ANN401 - a field of any type
    """A field of an options class: what it means, its default (none: it must be given), and what it may hold.

    ``choices`` are the allowed words with their meanings, ``check`` says what is wrong with a value of the right type.
    """
    metadata = {"says": says, "choices": choices or {}, "check": check}
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)


def says(each: Field[Any]) -> str:
    """What an option means."""
    return str(each.metadata.get("says", ""))


def choices(each: Field[Any]) -> Mapping[str, str]:
    """The words that an option may hold, with their meanings; empty for any."""
    allowed: Mapping[str, str] = each.metadata.get("choices", {})
    return allowed


def complaint(each: Field[Any], value: object) -> str | None:
    """What is wrong with a value of the right type, or None."""
    check: Check | None = each.metadata.get("check")
    return check(value) if check else None


def flaw(each: Field[Any], value: Any) -> str | None:  # noqa: ANN401 - of the option's type
    """What is wrong with a value of the right type, as the end of a sentence about the option; None where it may stand."""
    allowed = choices(each)
    for one in value if isinstance(value, tuple) else (value,):
        if allowed and one not in allowed:
            told = "、".join(f"{word}（{meaning}）" if meaning else word for word, meaning in allowed.items())
            return f"不能是“{one}”，可用：{told}"
    empty = is_required(each) and (value in ("", ()) or (isinstance(value, tuple) and "" in value))
    return "不能空着" if empty else complaint(each, value)


def is_required(each: Field[Any]) -> bool:
    """Whether an option must be given."""
    return each.default is MISSING and each.default_factory is MISSING


def options_of(kind: type) -> dict[str, Field[Any]]:
    """The options of a class by name."""
    return {each.name: each for each in fields(kind) if each.init}


@cache
def types_of(kind: type) -> dict[str, Any]:
    """The type of each option of a class."""
    return get_type_hints(kind)


def type_name(kind: Any) -> str:  # noqa: ANN401 - a type as typing has it
    """What a value of a type is called before the user."""
    if get_origin(kind) is tuple:
        return f"列表（每项是{type_name(get_args(kind)[0])}）"
    if get_origin(kind) is not None:
        key, value = get_args(kind)
        return f"对照表（{type_name(key)}: {type_name(value)}）"
    return {bool: "true 或 false", int: "整数", str: "文字", Severity: "error、warning 或 info"}.get(kind, str(kind))


def as_text(value: object) -> str:
    """A value as an office writes it in a layer."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {as_text(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(as_text(each) for each in value) + "]"
    return str(value) if value != "" else "（空）"
