"""A property that is worked out once, without the lock that ``functools.cached_property`` takes each time in Python 3.11."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Value = TypeVar("Value")


class lazy(Generic[Value]):  # noqa: N801 - used like property
    """Works a value out when it is first asked for, and keeps it in the object."""

    def __init__(self, work: Callable[[Any], Value]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> lazy[Value]: ...
    @overload
    def __get__(self, owner: object, kind: type | None = None) -> Value: ...

    def __get__(self, owner: object | None, kind: type | None = None) -> lazy[Value] | Value:
        """The value; from the second time on Python finds it in the object and does not come here."""
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._work(owner)
        return value
