"""What a tagged PDF says of its pages (headings, tables, figures), kept for pages that are put into another document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dotnet_viz.renderers.pdf.element_ids import ids_of, listed, set_ids


def join_tags(writer: Any, reader: Any, copies: Mapping[int, Any]) -> None:
    """Add the tags of a document to another that some of its pages have been put into.

    Pages and links name their tags by a number, for which each document has a table (ISO 32000-1, 14.7.4.4); those of the added
    pages are counted on from the highest number of the other.

    Args:
        writer: the document that has the pages now.
        reader: the one that they are from.
        copies: the pages in ``writer``, by their index in ``reader``.
    """
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject

    root, added = writer.root_object.get("/StructTreeRoot"), reader.trailer["/Root"].get("/StructTreeRoot")
    if root is None or added is None:
        return
    root, added = root.get_object(), added.get_object()
    table = dict(_numbers(root.get("/ParentTree")))
    first = max(table, default=-1) + 1
    for index, page in copies.items():
        # pypdf leaves this number out when it copies a page.
        if "/StructParents" in reader.pages[index]:
            page[NameObject("/StructParents")] = NumberObject(reader.pages[index]["/StructParents"] + first)
        for annotation in (one.get_object() for one in page.get("/Annots", [])):
            if "/StructParent" in annotation:
                annotation[NameObject("/StructParent")] = NumberObject(annotation["/StructParent"] + first)
    kids = listed(root.get("/K"))
    for kid in listed(added.get("/K")):
        copy = kid.get_object().clone(writer)
        copy[NameObject("/P")] = root.indirect_reference
        kids.append(copy.indirect_reference)
    table |= {first + number: value.clone(writer) for number, value in _numbers(added.get("/ParentTree"))}
    root[NameObject("/K")] = ArrayObject(kids)
    flat = [part for number in sorted(table) for part in (NumberObject(number), table[number])]
    root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): ArrayObject(flat)})
    root[NameObject("/ParentTreeNextKey")] = NumberObject(max(table, default=-1) + 1)
    set_ids(root, ids_of(root) | {name: element.clone(writer) for name, element in ids_of(added).items()})


def _numbers(node: Any) -> Iterator[tuple[int, Any]]:
    """Yield the numbers of a number tree with their values."""
    if node is None:
        return
    tree = node.get_object()
    numbers = list(tree.get("/Nums", []))
    for number, value in zip(numbers[::2], numbers[1::2], strict=True):
        yield int(number), value
    for kid in tree.get("/Kids", []):
        yield from _numbers(kid)
