"""A printed document in the hand: where its anchors and links are, what is printed over it, its outline and properties."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from dotnet_viz.errors import EngineError, MissingDependencyError
from dotnet_viz.renderers.pdf.element_ids import number_ids
from dotnet_viz.renderers.pdf.parts import AnchorPlace, LinkArea, OutlineEntry, Properties
from dotnet_viz.renderers.pdf.printing import Printing
from dotnet_viz.renderers.pdf.sheets import END_ANCHOR, Sheets
from dotnet_viz.renderers.pdf.tags import join_tags

_Key = TypeVar("_Key")

NO_DATE = "D:19700101000000Z"


class Book:
    """A document that an engine has printed, before it is written.

    Args:
        printing: the document, which is waited for.

    Raises:
        MissingDependencyError: pypdf is missing, or the engine.
        EngineError: the engine failed.

    Example:
        >>> page = '<style>@page{size:A4}</style><a href="#b">to b</a><p id="b" style="break-before:page">b</p>'
        >>> book = Book(Printing(f"<!DOCTYPE html><html><body>{page}</body></html>", base_url="report:/"))
        >>> [round(height) for _, height in book.sizes], book.links[0].target, book.places["b"].page
        ([842, 842], 'b', 1)
    """

    def __init__(self, printing: Printing) -> None:
        try:
            import pypdf
        except ImportError as error:
            raise MissingDependencyError(
                "PDF of several pages needs pypdf, which is not installed: pip install pypdf"
            ) from error
        self._printing = printing
        sheets = printing.sheets
        reader = _numbered(printing.portrait(), "main")
        self._writer = pypdf.PdfWriter(clone_from=reader)
        pages = self._writer.pages
        self._stubs: dict[Any, tuple[Any, float, float]] = {}
        self._anchors = {
            name: (pages[index].indirect_reference, left, top) for name, (index, left, top) in _anchors(reader).items()
        }
        if sheets.landscape:
            self._put_in(_numbered(printing.landscape(), "wide"), sheets)

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page, in points."""
        return tuple((float(page.mediabox.width), float(page.mediabox.height)) for page in self._writer.pages)

    @property
    def places(self) -> Mapping[str, AnchorPlace]:
        """Where the anchors are that links lead to."""
        return self._placed(self._anchors)

    @property
    def origins(self) -> Mapping[int, AnchorPlace]:
        """Where the document is that landscape pages belong to, by their indices, if it goes on before them."""
        index_of = self._index_of
        return {index_of[page]: place for page, place in self._placed(self._stubs).items()}

    @property
    def links(self) -> tuple[LinkArea, ...]:
        """The links to anchors, page by page."""
        return tuple(
            LinkArea(index, target, min(x), height - max(y), max(x), height - min(y))
            for index, (page, (_, height)) in enumerate(zip(self._writer.pages, self.sizes, strict=True))
            for annotation in _annotations(page)
            if (target := _target(annotation)) is not None
            for sides in [[float(side) for side in annotation["/Rect"]]]
            for x, y in [(sides[::2], sides[1::2])]
        )

    def print_over(self, html: str, pages: Sequence[int]) -> None:
        """Print the pages of another document over pages of this one, as what is not part of the text.

        Args:
            html: a document with as many pages as are named, of their size.
            pages: indices of pages of this document.

        Raises:
            EngineError: the engine failed, or printed another number of pages.
        """
        over = _opened(self._printing.engine.print(html, self._printing.base_url)).pages
        if len(over) != len(pages):
            raise EngineError(f"{len(over)} pages were printed over {len(pages)}")
        for page, index in zip(over, pages, strict=True):
            _stamp(self._writer, index, page)

    def to_bytes(self, outline: Sequence[OutlineEntry], properties: Properties) -> bytes:
        """Return the file: the same content gives the same bytes.

        Args:
            outline: entries whose anchors are not in the document are left out.
            properties: what the file says of itself.
        """
        self._lead_links()
        self._outline(outline)
        self._describe(properties)
        stream = io.BytesIO()
        self._writer.write(stream)
        return stream.getvalue()

    @property
    def _index_of(self) -> dict[Any, int]:
        return {page.indirect_reference: index for index, page in enumerate(self._writer.pages)}

    def _placed(self, found: Mapping[_Key, tuple[Any, float, float]]) -> dict[_Key, AnchorPlace]:
        index_of, sizes = self._index_of, self.sizes
        return {
            key: AnchorPlace(index_of[page], left, sizes[index_of[page]][1] - top) for key, (page, left, top) in found.items()
        }

    def _put_in(self, reader: Any, sheets: Sheets) -> None:
        """Put the landscape pages behind those on which their anchors were."""
        landscape = _anchors(reader)
        first = [landscape[start][0] for start in sheets.starts]
        stops = [*first[1:], landscape[END_ANCHOR][0]]
        stubs = [self._anchors[start] for start in sheets.starts]
        behind = [self.places[start].page for start in sheets.starts]
        copies: dict[int, Any] = {}
        for start, stop, page, stub in zip(first, stops, behind, stubs, strict=True):
            for index in range(start, stop):
                copies[index] = self._writer.insert_page(reader.pages[index], page + len(copies) + 1)
                self._stubs[copies[index].indirect_reference] = stub
        join_tags(self._writer, reader, copies)
        # An engine has no place for the ids in some pictures, to which nothing leads.
        for name in (name for name in sheets.anchors if name in landscape):
            index, left, top = landscape[name]
            self._anchors[name] = copies[index].indirect_reference, left, top

    def _lead_links(self) -> None:
        """Give links the places that they lead to, and no frames."""
        from pypdf.generic import ArrayObject, FloatObject, NameObject, NullObject, NumberObject

        for page in self._writer.pages:
            for annotation in _annotations(page):
                annotation[NameObject("/Border")] = ArrayObject([NumberObject(0)] * 3)
                target = _target(annotation)
                if target in self._anchors:
                    place, left, top = self._anchors[target]
                    goal = [place, NameObject("/XYZ"), FloatObject(left), FloatObject(top), NullObject()]
                    annotation[NameObject("/Dest")] = ArrayObject(goal)

    def _outline(self, entries: Sequence[OutlineEntry]) -> None:
        from pypdf.generic import Fit

        root = self._writer.root_object
        if "/Outlines" in root:
            del root["/Outlines"]
        above: list[Any] = []
        for entry in entries:
            if entry.anchor in self._anchors:
                page, left, top = self._anchors[entry.anchor]
                del above[entry.level :]
                parent = above[-1] if above else None
                fit = Fit.xyz(left, top)
                above.append(self._writer.add_outline_item(title=entry.title, page_number=page, parent=parent, fit=fit))

    def _describe(self, properties: Properties) -> None:
        from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

        self._writer.add_metadata(
            {
                "/Title": properties.title,
                "/Subject": properties.subject,
                "/Creator": properties.creator,
                "/CreationDate": NO_DATE,
                "/ModDate": NO_DATE,
            }
        )
        root = self._writer.root_object
        root[NameObject("/Lang")] = TextStringObject(properties.language)
        root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(value=True)})
        root[NameObject("/PageMode")] = NameObject("/UseOutlines")


def _opened(data: bytes) -> Any:
    import pypdf

    return pypdf.PdfReader(io.BytesIO(data))


def _numbered(data: bytes, name: str) -> Any:
    reader = _opened(data)
    number_ids(reader.trailer["/Root"], name)
    return reader


def _anchors(reader: Any) -> dict[str, tuple[int, float, float]]:
    """Return page, left and top, as PDF counts them, of each named place; Chromium starts names with a slash."""
    index_of = {page.indirect_reference: index for index, page in enumerate(reader.pages)}
    return {
        name.lstrip("/"): (index_of[place.raw_get("/Page")], float(place["/Left"]), float(place["/Top"]))
        for name, place in reader.named_destinations.items()
    }


def _annotations(page: Any) -> list[Any]:
    return [one.get_object() for one in page.get("/Annots", [])]


def _target(annotation: Any) -> str | None:
    """Return the name of the anchor that a link leads to; ``None`` for links to other documents and to places without name."""
    target = annotation.get("/Dest")
    return str(target).lstrip("/") if isinstance(target, str) else None


def _stamp(writer: Any, index: int, over: Any) -> None:
    """Put a page over another as one object, so that the streams of neither are taken apart."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    page, name = writer.pages[index], f"/Over{index}"  # engines let pages share their resources
    form = _stream(over.get_contents().get_data()).flate_encode()
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(over.mediabox)
    form[NameObject("/Resources")] = over["/Resources"].get_object().clone(writer)
    objects = page["/Resources"].get_object().setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
    objects[NameObject(name)] = _added(writer, form)
    contents = page.raw_get("/Contents").get_object()
    streams = list(contents) if isinstance(contents, ArrayObject) else [page.raw_get("/Contents")]
    start, end = _stream(b"q\n"), _stream(f"\nQ /Artifact BMC q {name} Do Q EMC\n".encode())
    page[NameObject("/Contents")] = ArrayObject([_added(writer, start), *streams, _added(writer, end)])


def _added(writer: Any, item: Any) -> Any:
    return writer._add_object(item)  # noqa: SLF001 - pypdf has no public name for it


def _stream(data: bytes) -> Any:
    from pypdf.generic import StreamObject

    stream = StreamObject()
    stream.set_data(data)
    return stream
