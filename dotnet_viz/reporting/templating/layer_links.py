"""Names of layers as links to their rows: wherever a page names a layer that has a row in one of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.reporting.section import Figure, SectionData, Table, layer_anchor
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from markupsafe import Markup

# A name that is shorter fits a column as it is.
_BREAKABLE = 16
_SEPARATORS, _ALWAYS = frozenset("/_.="), frozenset("=")


@dataclass(frozen=True)
class LayerLinks:
    """Which layers have a row.

    Args:
        anchors: of the rows of a page's tables.
    """

    anchors: frozenset[str] = frozenset()

    def markup(self, text: str, own: str = "") -> Markup:
        """Return the name of a layer, of a weight of it, or of several layers in a list, as markup.

        Names without a row stay text. A long name may be broken behind a separator, nowhere else.

        Args:
            text: as it is read.
            own: anchor of the row that the text stands in, which it is no link to.

        Example:
            >>> links = LayerLinks(frozenset({"layer-a"}))
            >>> str(links.markup("a/kernel")), str(links.markup("a, <b>"))
            ('<a href="#layer-a">a/kernel</a>', '<a href="#layer-a">a</a>, &lt;b&gt;')
        """
        from markupsafe import Markup

        anchor = self._anchor_of(text)
        if anchor or (between := translate(", ")) not in text:
            return self._one(text, anchor, own)
        return Markup(between).join(self._one(part, self._anchor_of(part), own) for part in text.split(between))  # noqa: S704

    def _one(self, name: str, anchor: str, own: str) -> Markup:
        from markupsafe import Markup

        # An anchor has no sign that would have to be escaped.
        return breakable(name) if anchor in ("", own) else Markup(f'<a href="#{anchor}">{breakable(name)}</a>')  # noqa: S704

    def _anchor_of(self, name: str) -> str:
        """Return the anchor of the layer that a name begins with; empty where there is none."""
        while (anchor := layer_anchor(name)) not in self.anchors:
            name, separator, _ = name.rpartition("/")
            if not separator:
                return ""
        return anchor


NO_LINKS = LayerLinks()
"""Of a page whose tables have no rows of layers."""


def breakable(name: str) -> Markup:
    """Return a name as markup with places where a line may end, behind the separators of a long name.

    Args:
        name: as it is read.

    Example:
        >>> str(breakable("dense_1")), str(breakable("conv2_block1_1_conv/kernel"))
        ('dense_1', 'conv2_<wbr>block1_<wbr>1_<wbr>conv/<wbr>kernel')
        >>> str(breakable("accuracy>=0.95"))
        'accuracy&gt;=<wbr>0.95'
    """
    from markupsafe import Markup, escape

    separators = _SEPARATORS if len(name) >= _BREAKABLE else _ALWAYS
    if separators.isdisjoint(name):
        return escape(name)
    pieces = _pieces(name, separators)
    return Markup().join(escape(part) + Markup("<wbr>") if part in separators else escape(part) for part in pieces)


def _pieces(name: str, separators: frozenset[str]) -> Iterator[str]:
    start = 0
    for position, character in enumerate(name):
        if character in separators:
            yield from (name[start:position], character)
            start = position + 1
    yield name[start:]


def links_of(sections: Iterable[SectionData]) -> LayerLinks:
    """Return the links that a page can have: to all rows with an anchor, in sections and appendix.

    Args:
        sections: of the page.

    Example:
        >>> links_of([SectionData("a", "A", {"table": Table("t", (), (), anchors=("layer-x",))})]).anchors
        frozenset({'layer-x'})
    """
    tables = (table for section in sections for table in _tables((section.data, section.appendix)))
    return LayerLinks(frozenset(anchor for table in tables for anchor in table.anchors))


def _tables(value: Any) -> Iterator[Table]:
    """Yield the tables among the data of sections, however deep they stand."""
    if isinstance(value, Table):
        yield value
    elif not isinstance(value, str | bytes | Figure):
        for item in _inside(value):
            yield from _tables(item)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, Sequence):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return (getattr(value, field.name) for field in fields(value))
    return ()
