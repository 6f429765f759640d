"""Changes of files: of bytes, of the numbers in binary formats, and of the values in JSON."""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, (1 << 63) - 1, (1 << 64) - 1)
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1, 2.5, 1e300, 1 << 31, 1 << 62, "", "x", "<script>", "a\x00b", "../../etc/passwd", [], {}, [[]], [None],
    {"class_name": "Lambda", "config": {}}, {"class_name": "__keras_tensor__", "config": {}}, ["x", 0, 0], "9" * 60,
)  # fmt: skip

_NODE = b"TREE"
_DATE = (2026, 1, 1, 0, 0, 0)

Random = random.Random


def mutated(data: bytes, rng: Random) -> bytes:
    """Return bytes with one to four changes in them.

    Args:
        data: of a sound file.
        rng: what decides.
    """
    kinds: list[Callable[[bytes, Random], bytes]] = [_flip, _flip, _number, _number, _cut, _insert, _repeat, _swap]
    if data[:4] == b"PK\x03\x04":
        kinds += [_json_member] * 6
    if _NODE in data:
        kinds += [_tree] * 4
    if data.lstrip()[:1] in (b"{", b"["):
        kinds += [_json] * 12
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice(kinds)(data, rng) or data
    return data


def _flip(data: bytes, rng: Random) -> bytes:
    position = rng.randrange(len(data))
    return data[:position] + bytes([data[position] ^ 1 << rng.randrange(8)]) + data[position + 1 :]


def _number(data: bytes, rng: Random) -> bytes:
    width = rng.choice((1, 2, 4, 8))
    position = rng.randrange(max(1, len(data) - width))
    number = (rng.choice(_NUMBERS) & (1 << 8 * width) - 1).to_bytes(width, rng.choice(("little", "big")))
    return data[:position] + number + data[position + width :]


def _tree(data: bytes, rng: Random) -> bytes:
    """Have a node of one of HDF5's trees name a node: itself, the others, or what it names already."""
    nodes = _places_of(_NODE, data)
    if not nodes:  # an earlier change took the last one
        return data
    node = rng.choice(nodes)
    named = rng.choice((node, rng.choice(nodes)))
    key = rng.choice((24, 32, 40)) if data[node + 4 : node + 5] == b"\x01" else 8
    child = node + 24 + key + rng.choice((0, 0, 1, 2)) * (key + 8)
    start = max(0, data.rfind(b"\x89HDF", 0, node))
    address = rng.choice((max(0, named - start).to_bytes(8, "little"), data[node + 24 + key : node + 32 + key]))
    level = bytes([rng.choice((0, 1, 1, 2, 255))])
    return data[: node + 5] + level + data[node + 6 : child] + address + data[child + 8 :]


def _places_of(mark: bytes, data: bytes) -> list[int]:
    found, place = [], data.find(mark)
    while place >= 0:
        found.append(place)
        place = data.find(mark, place + 1)
    return found


def _cut(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice((1, 2, 8, 100, len(data))) :]


def _insert(data: bytes, rng: Random) -> bytes:
    position = rng.randrange(len(data))
    return data[:position] + rng.randbytes(rng.choice((1, 2, 8, 64))) + data[position:]


def _repeat(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data))
    part = data[start : start + rng.choice((1, 8, 64, 512))]
    return data[:start] + part * rng.choice((2, 3, 50)) + data[start + len(part) :]


def _swap(data: bytes, rng: Random) -> bytes:
    length = rng.choice((1, 4, 8, 40))
    one, other = sorted(rng.randrange(max(1, len(data) - length)) for _ in range(2))
    if other < one + length:
        return data
    parts = data[:one], data[other : other + length], data[one + length : other], data[one : one + length]
    return b"".join((*parts, data[other + length :]))


def _json(data: bytes, rng: Random) -> bytes:
    try:
        value = json.loads(data)
    except ValueError:
        return data
    places = list(_places(value, ()))
    path = rng.choice(places)
    new = rng.choice((*_VALUES, _at(value, rng.choice(places))))
    return json.dumps(_changed(value, path, new)).encode()


def _json_member(data: bytes, rng: Random) -> bytes:
    """Change the JSON of one member, and write the archive anew with sound checksums."""
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
            texts = [name for name in old.namelist() if name.endswith(".json")]
            chosen = rng.choice(texts) if texts else ""
            for name in old.namelist():
                content = old.read(name)
                if name == chosen:
                    content = _json(content, rng)
                elif name.endswith(".h5") and rng.random() < 0.3:
                    content = rng.choice((_number, _tree) if _NODE in content else (_number,))(content, rng)
                new.writestr(zipfile.ZipInfo(name, _DATE), content)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, KeyError, zlib.error):
        return data
    return target.getvalue()


def _places(value: Any, path: tuple[Any, ...]) -> Any:
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(inner, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copied = value.copy()
    copied[path[0]] = _changed(value[path[0]], path[1:], new)
    return copied
