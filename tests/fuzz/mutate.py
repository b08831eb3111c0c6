"""Changes a file at random, by a seed: bytes, tokens of markup, members of a package, streams of a compound file."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator

import olefile

Mutation = Callable[[random.Random, bytes], bytes]

NUMBERS = (b"0", b"-1", b"1", b"7", b"255", b"65535", b"65536", b"-32768", b"2147483647", b"4294967296", b"99999999999999999999")
ODD = (*NUMBERS, b"", b"1e308", b"-1e-308", b"1.5", b"NaN", b"%d", b"\xff\xfe", "٣".encode(), "②".encode(), b"A" * 1000)
"""What stands for a number in a mutated file."""
WORDS = (
    b"\0",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff\xff",
    b"\0\0",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\0\0\0\x80",
    b"\1\0\0\0",
)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_MARKUP = re.compile(rb"<[^<>]*>|[^<>]+|[<>]")
_RICH = re.compile(rb"\\[a-zA-Z]+-?\d* ?|\\'[0-9a-f]{2}|\\.|[{}]|[^\\{}]+", re.DOTALL)
_OBJECTS = re.compile(
    rb"\d+ \d+ R|/[^\s/<>\[\]()]+|-?\d+(?:\.\d+)?|<<|>>|\[|\]|\((?:\\.|[^\\()])*\)|<[0-9a-fA-F]*>|[A-Za-z'\"*]+|\s+|.", re.DOTALL
)
_MOST = 400_000
"""Bytes that a mutated file may grow to."""


def mutated(rng: random.Random, data: bytes) -> bytes:
    """A mutated copy of a file, in a way that suits its kind."""
    if rng.random() < 0.2:
        return raw(rng, data)
    return rng.choice(_ways(data))(rng, data)[:_MOST]


def _ways(data: bytes) -> tuple[Mutation, ...]:
    if data.startswith(b"PK"):
        return (members, members, members, listing)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return (streams, streams, streams, headers)
    if data.startswith(b"%PDF"):
        return (objects, objects, objects, in_place)
    return (rich,) if data.startswith(b"{\\rtf") else (markup, lines)


def several(rng: random.Random, data: bytes, changes: tuple[Mutation, ...]) -> bytes:
    """One change most often, sometimes many."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8, 30))):
        data = rng.choice(changes)(rng, data)
    return data


def raw(rng: random.Random, data: bytes) -> bytes:
    """Bytes changed wherever they stand."""
    return several(rng, data, (flip, flip, word, cut_off, remove, repeat, swap, blank, noise, number))


def in_place(rng: random.Random, data: bytes) -> bytes:
    """Bytes changed, none moved."""
    return several(rng, data, (flip, word, word, blank, digit))


def _stretch(rng: random.Random, data: bytes, longest: int = 4096) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + int(longest ** rng.random()))


def flip(rng: random.Random, data: bytes) -> bytes:
    """One bit turned over."""
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def word(rng: random.Random, data: bytes) -> bytes:
    """An extreme number in place of some bytes."""
    at, value = rng.randrange(len(data) + 1), rng.choice(WORDS)
    return (data[:at] + value + data[at + len(value) :])[: len(data)]


def digit(rng: random.Random, data: bytes) -> bytes:
    """Another digit in a number."""
    found = list(re.finditer(rb"\d", data[: 1 << 20]))
    if not found:
        return data
    at = rng.choice(found).start()
    return data[:at] + b"%d" % rng.randrange(10) + data[at + 1 :]


def cut_off(rng: random.Random, data: bytes) -> bytes:
    """The end missing."""
    return data[: rng.randrange(len(data) + 1)]


def remove(rng: random.Random, data: bytes) -> bytes:
    """A stretch missing."""
    start, end = _stretch(rng, data)
    return data[:start] + data[end:]


def repeat(rng: random.Random, data: bytes) -> bytes:
    """A stretch twice or many times."""
    start, end = _stretch(rng, data)
    return data[:end] + data[start:end] * rng.choice((1, 1, 3, 40)) + data[end:]


def swap(rng: random.Random, data: bytes) -> bytes:
    """Two stretches in each other's place."""
    (a, b), (c, d) = sorted((_stretch(rng, data), _stretch(rng, data)))
    c = max(b, c)
    return data[:a] + data[c : max(c, d)] + data[b:c] + data[a:b] + data[max(c, d) :]


def blank(rng: random.Random, data: bytes) -> bytes:
    """A stretch of zeros."""
    start, end = _stretch(rng, data)
    return data[:start] + bytes(end - start) + data[end:]


def noise(rng: random.Random, data: bytes) -> bytes:
    """Random bytes put in."""
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.randbytes(rng.choice((1, 2, 4, 100))) + data[at:]


def number(rng: random.Random, data: bytes) -> bytes:
    """Another number in place of one that is written out."""
    found = list(_NUMBER.finditer(data[: 1 << 20]))
    if not found:
        return data
    each = rng.choice(found)
    return data[: each.start()] + rng.choice(ODD) + data[each.end() :]


# --- markup -------------------------------------------------------------------------------------------------------


def markup(rng: random.Random, data: bytes) -> bytes:
    """Tags and texts removed, repeated, moved, nested, their numbers changed."""
    return _tokens(rng, data, _MARKUP)


def rich(rng: random.Random, data: bytes) -> bytes:
    """Groups and control words removed, repeated, moved, nested."""
    return _tokens(rng, data, _RICH)


def objects(rng: random.Random, data: bytes) -> bytes:
    """Names, numbers and references of a PDF removed, repeated, moved, nested."""
    return _tokens(rng, data, _OBJECTS)


def lines(rng: random.Random, data: bytes) -> bytes:
    """Lines removed, repeated, moved."""
    return b"".join(_changed(rng, data.splitlines(keepends=True)))


def _tokens(rng: random.Random, data: bytes, pattern: re.Pattern[bytes]) -> bytes:
    return b"".join(_changed(rng, pattern.findall(data)))


def _changed(rng: random.Random, tokens: list[bytes]) -> list[bytes]:
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8, 30))):
        if not tokens:
            break
        start = rng.randrange(len(tokens))
        end = min(len(tokens), start + int(200 ** rng.random()))
        some, other = tokens[start:end], rng.choice(tokens)
        kind = rng.randrange(8)
        if kind == 0:
            tokens[start:end] = []
        elif kind == 1:
            tokens[start:end] = some * rng.choice((2, 2, 5, 50))
        elif kind == 2:
            at = rng.randrange(len(tokens) + 1)
            tokens[at:at] = some
        elif kind == 3:
            tokens[start:end] = some[::-1]
        elif kind == 4:
            tokens[start] = other
        elif kind == 5:
            tokens[start:start] = [other] * rng.choice((1, 10, 1000))
        elif kind == 6:
            tokens[start:end] = [number(rng, token) for token in some]
        else:
            tokens[start] = raw(rng, tokens[start])
    return tokens


# --- packages -----------------------------------------------------------------------------------------------------


def members(rng: random.Random, data: bytes) -> bytes:
    """Members of a package changed inside, and the package made anew, so that what reads it gets to see the change."""
    parts = _unpacked(data)
    names = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    if not names:
        return raw(rng, data)
    for _ in range(rng.choice((1, 1, 1, 2))):
        name = max(rng.sample(names, min(2, len(names))), key=lambda each: len(parts[each]))
        parts[name] = rng.choice((markup, markup, markup, raw))(rng, parts[name])
    return _packed(parts.items())


def listing(rng: random.Random, data: bytes) -> bytes:
    """Members of a package missing, exchanged, renamed or there twice."""
    parts = list(_unpacked(data).items())
    if not parts:
        return raw(rng, data)
    at, other = rng.randrange(len(parts)), rng.randrange(len(parts))
    kind = rng.randrange(4)
    if kind == 0:
        del parts[at]
    elif kind == 1:
        parts[at] = (parts[at][0], parts[other][1])
    elif kind == 2:
        parts[at] = (raw(rng, parts[at][0].encode()).decode("latin-1")[:200], parts[at][1])
    else:
        parts.append((parts[at][0], parts[other][1]))
    return _packed(parts)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, KeyError):
        return {}


def _packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts:
            package.writestr(zipfile.ZipInfo(name or "x"), data)
    return stream.getvalue()


# --- compound files -----------------------------------------------------------------------------------------------


def streams(rng: random.Random, data: bytes) -> bytes:
    """Bytes of one stream changed where they lie, the container left whole."""
    found = list(_streams(data))
    if not found:
        return raw(rng, data)
    places = max(rng.sample(found, min(2, len(found))), key=lambda each: sum(end - start for start, end in each))
    whole = b"".join(data[start:end] for start, end in places)
    # The header of the main stream says where all else lies.
    head = min(len(whole), 1500) if rng.random() < 0.3 else len(whole)
    changed = in_place(rng, whole[:head]) + whole[head:]
    out, at = bytearray(data), 0
    for start, end in places:
        out[start:end] = changed[at : at + end - start]
        at += end - start
    return bytes(out)


def headers(rng: random.Random, data: bytes) -> bytes:
    """The first sectors of the container changed: header, directory, allocation."""
    return in_place(rng, data[:1024]) + data[1024:]


def _streams(data: bytes) -> Iterator[list[tuple[int, int]]]:
    """Where the sectors of each larger stream lie."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            size = ole.sector_size
            for path in ole.listdir():
                entry = ole.direntries[ole._find(path)]
                if entry is not None and entry.size >= ole.minisectorcutoff:
                    yield list(_sectors(entry.isectStart, ole.fat, size, len(data)))
    except (OSError, ValueError, IndexError):
        return


def _sectors(first: int, table: list[int], size: int, length: int) -> Iterator[tuple[int, int]]:
    at, left = first, len(table)
    while 0 <= at < len(table) and left:
        if (at + 2) * size <= length:
            yield (at + 1) * size, (at + 2) * size
        at, left = table[at], left - 1
