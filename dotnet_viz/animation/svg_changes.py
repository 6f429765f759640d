"""What changes from picture to picture, as one tree: elements that all frames share, and what of them each frame has.

The pictures come from the package's own renderers. Elements are the same where their ids are, or, without ids, where they
are the n-th of their kind among those beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dotnet_viz.errors import EngineError

_XML = "{http://www.w3.org/XML/1998/namespace}"
_XLINK = "{http://www.w3.org/1999/xlink}"
# What an attribute is where it is not written, of those that do not come from the elements around.
_UNWRITTEN = {"stroke-dasharray": "none", "stroke-width": "1", "x": "0", "y": "0"}
NAMES = ("title", "desc")

Values = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class FrameElement:
    """An element of all frames together.

    Args:
        tag: its name.
        attributes: by name the value in each frame, or one value where they are equal.
        texts: what it holds before its first child in each frame, or one text where they are equal.
        children: in drawing order.
        seen: for each frame whether it is there.
    """

    tag: str
    attributes: Mapping[str, Values]
    texts: Values
    children: tuple[FrameElement, ...]
    seen: tuple[bool, ...]

    @property
    def is_always_seen(self) -> bool:
        """Whether it is in every frame."""
        return all(self.seen)


def merged(pictures: Sequence[str]) -> FrameElement:
    """Return several pictures as one tree.

    Args:
        pictures: SVG documents, one a frame.

    Raises:
        EngineError: one of them is no XML.

    Example:
        >>> part = merged(['<svg><path stroke="red"/></svg>', '<svg><path stroke="blue"/></svg>'])
        >>> dict(part.children[0].attributes)
        {'stroke': ('red', 'blue')}
    """
    try:
        trees = [ET.fromstring(picture) for picture in pictures]  # noqa: S314 - from our own renderers
    except ET.ParseError as error:
        raise EngineError(f"a frame is no SVG that can be read: {error}") from error
    return next(iter(_parts(list(trees))))


def _parts(elements: Sequence[ET.Element | None]) -> Iterator[FrameElement]:
    """Yield what stands for an element in the frames that have it: one part for all frames whose attributes have one form."""
    forms: dict[tuple[str, ...], list[ET.Element | None]] = {}
    for index, element in enumerate(elements):
        if element is not None:
            form = (element.tag, *sorted(set(element.keys()) - set(_UNWRITTEN)))
            forms.setdefault(form, [None] * len(elements))[index] = element
    for members in forms.values():
        yield _part(members)


def _part(elements: Sequence[ET.Element | None]) -> FrameElement:
    there = [element for element in elements if element is not None]
    names = list(dict.fromkeys(name for element in there for name in element.keys()))  # noqa: SIM118 - of an element
    attributes = {
        _plain(name): _filled(
            [None if element is None else element.get(name, _UNWRITTEN.get(name, "")) for element in elements]
        )
        for name in names
    }
    tag = _plain(there[0].tag)
    texts = _filled([None if element is None else (element.text or "") for element in elements])
    if tag in NAMES:
        texts = _common_name(texts)
    children = tuple(part for row in _rows(elements) for part in _parts(row))
    return FrameElement(tag, attributes, texts, children, tuple(element is not None for element in elements))


def _rows(elements: Sequence[ET.Element | None]) -> list[list[ET.Element | None]]:
    """Return the children of an element in all frames, those that belong together in one row, in drawing order."""
    order: list[str] = []
    rows: dict[str, list[ET.Element | None]] = {}
    for frame, element in enumerate(elements):
        place = -1
        for key, child in _keyed(element):
            if key not in rows:
                rows[key] = [None] * len(elements)
                order.insert(place + 1, key)
                place += 1
            else:
                place = max(place, order.index(key))
            rows[key][frame] = child
    return [rows[key] for key in order]


def _keyed(element: ET.Element | None) -> Iterator[tuple[str, ET.Element]]:
    counts: dict[str, int] = {}
    for child in element if element is not None else ():
        own = child.get("id")
        if own is not None:
            yield f"#{own}", child
            continue
        counts[child.tag] = counts.get(child.tag, 0) + 1
        yield f"{child.tag} {counts[child.tag]}", child


def _filled(values: Sequence[str | None]) -> Values:
    """Return a value for each frame, or one where all are equal; a frame without one keeps that before it."""
    known = [value for value in values if value is not None]
    if all(value == known[0] for value in known):
        return (known[0],)
    last, filled = known[0], []
    for value in values:
        last = last if value is None else value
        filled.append(last)
    return tuple(filled)


def _common_name(texts: Values) -> Values:
    """Return what a tooltip says in all frames: the name before a value that changes."""
    if len(texts) == 1:
        return texts
    names = {text.rpartition(": ")[0] for text in texts}
    return (names.pop() if len(names) == 1 else "",)


def _plain(name: str) -> str:
    """Return a name as it is written, without its namespace's address."""
    if name.startswith(_XML):
        return f"xml:{name.removeprefix(_XML)}"
    if name.startswith(_XLINK):
        return name.removeprefix(_XLINK)
    return name.rpartition("}")[2]
