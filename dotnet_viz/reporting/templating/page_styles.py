"""The styles of a page, collected while it is filled: its content policy, in its head, names each by its digest.

What counts is what the templates of the package and the renderers write: a style element in a value that got past the escaping
is not among them. A page with templates of a user has the styles that these write, in whatever form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dotnet_viz.renderers.common.escape import without_turning, without_unwriteable
from dotnet_viz.renderers.pages.content_policy import sources, styles_of_pictures
from dotnet_viz.reporting.section import Figure

if TYPE_CHECKING:
    from markupsafe import Markup

UNCHECKED = "'unsafe-inline'"
_FRAME = ' class="dv-cluster'
_SOURCES, _WIDTHS = "\ue000styles\ue000", "<style>/*\ue000widths*/</style>"


class PageStyles:
    """Takes note of the styles of a page.

    Args:
        is_own: whether templates of a user take part.
    """

    def __init__(self, *, is_own: bool) -> None:
        self._is_own = is_own
        self._texts: dict[str, None] = {}
        self._widths: dict[int, None] = {}
        self.have_frames = False

    @property
    def sources(self) -> Markup:
        """What stands for the allowed styles in the head of a page, until :meth:`completed` knows them."""
        from markupsafe import Markup

        return Markup(UNCHECKED if self._is_own else _SOURCES)  # noqa: S704 - no value is in it

    def element(self, text: str, name: str = "") -> Markup:
        """Return a style element of the page's frame.

        Args:
            text: rules that a template or a checked theme has.
            name: id of the element; empty for none.
        """
        from markupsafe import Markup

        self._texts[str(text)] = None
        attribute = f' id="{name}"' if name else ""
        return Markup(f"<style{attribute}>{text}</style>")  # noqa: S704 - templates and themes have no "</style"

    def of_picture(self, markup: str) -> Markup:
        """Return a picture as markup: only here text is taken as it is, since a renderer escaped it.

        Args:
            markup: made by a renderer.
        """
        from markupsafe import Markup

        self._texts |= dict.fromkeys(styles_of_pictures(markup))
        return Markup(markup)  # noqa: S704

    def of_explorable(self, figure: Figure) -> Markup:
        """Return a figure as one to explore, and take note whether it has frames to fold: only then a page has their script.

        Args:
            figure: any; one that cannot be explored is its picture.
        """
        self.have_frames |= _FRAME in figure.html
        return self.of_picture(figure.html or figure.svg)

    def width_class(self, figure: Figure) -> str:
        """Return the class that has the width of a wide figure as a property of CSS, which :meth:`widths` defines.

        Args:
            figure: any.
        """
        width = round(figure.width)
        self._widths[width] = None
        return f"w{width}"

    def widths(self) -> Markup:
        """Return the style element of the widths of figures, which :meth:`completed` fills."""
        from markupsafe import Markup

        return Markup(_WIDTHS)  # noqa: S704 - no value is in it

    def completed(self, page: str) -> str:
        """Return a page with its content policy and the widths of its figures.

        Args:
            page: filled by a template; the first of each mark is that of the head.
        """
        widths = "".join(f".w{width}{{--natural:{width}px}}" for width in self._widths)
        # A page has the sign for a missing character in place of what it cannot carry, in its styles too.
        texts = [without_turning(without_unwriteable(text)) for text in (*self._texts, *([widths] if widths else []))]
        self._texts, self._widths, self.have_frames = {}, {}, False
        page = page.replace(_WIDTHS, f"<style>{widths}</style>" if widths else "", 1)
        return page.replace(_SOURCES, sources(texts), 1)
