"""Ids of the heads of tables in tagged PDF, by which each cell names its heads (ISO 32000-1, 14.8.5.7).

Chromium takes them from a counter that stands at another number each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def number_ids(catalog: Any, name: str) -> None:
    """Give the tags that have an id one that counts from zero in the order that they have, so that each print has the same.

    Args:
        catalog: the root of the document.
        name: what the ids begin with: another one for each document, of those that are put together.
    """
    from pypdf.generic import NameObject, TextStringObject

    if "/StructTreeRoot" not in catalog:
        return
    tags = catalog["/StructTreeRoot"]
    elements = ids_of(tags)
    own = {old: TextStringObject(f"{name}{number:08}") for number, old in enumerate(elements)}
    for element in _elements(tags) if own else ():
        if element.get("/ID") in own:
            element[NameObject("/ID")] = own[element["/ID"]]
        for attributes in (one.get_object() for one in listed(element.get("/A"))):
            heads = attributes.get("/Headers", [])
            for index, head in enumerate(heads):
                heads[index] = own.get(head, head)
    set_ids(tags, {own[old]: element for old, element in elements.items()})


def ids_of(tags: Any) -> dict[Any, Any]:
    """Return the references to the tags that have an id, by it and in their order.

    Args:
        tags: the root of a document's tags.
    """
    return dict(_names(tags.get("/IDTree")))


def set_ids(tags: Any, elements: Mapping[Any, Any]) -> None:
    """Write the tree of ids anew.

    Args:
        tags: the root of a document's tags.
        elements: references to the tags by their ids, in the order of these; nothing is written where there are none.
    """
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    if elements:
        flat = ArrayObject(part for pair in elements.items() for part in pair)
        tags[NameObject("/IDTree")] = DictionaryObject({NameObject("/Names"): flat})


def _names(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the names of a name tree with the references that they stand for."""
    if node is None:
        return
    tree = node.get_object()
    names = tree.get("/Names", [])
    yield from zip(names[::2], names[1::2], strict=True)
    for kid in tree.get("/Kids", []):
        yield from _names(kid)


def _elements(tags: Any) -> Iterator[Any]:
    waiting = [tags]
    while waiting:
        element = waiting.pop()
        yield element
        kids = (kid.get_object() for kid in listed(element.get("/K")))
        waiting += [kid for kid in kids if isinstance(kid, dict) and "/S" in kid]


def listed(value: Any) -> list[Any]:
    """Return as a list what may be one thing or an array of several.

    Args:
        value: an entry of a dictionary; ``None`` where it is missing.
    """
    if value is None:
        return []
    found = value.get_object()
    return list(found) if isinstance(found, list) else [value]
