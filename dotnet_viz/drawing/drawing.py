"""A picture of a model, from its scene: the layout is computed when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.drawing.mermaid_scene import within_mermaid
from dotnet_viz.drawing.picture import Picture
from dotnet_viz.drawing.placing import Placing
from dotnet_viz.errors import EngineError, unknown_choice
from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.fitting.fitted import smallest_text
from dotnet_viz.fitting.slides import on_slide
from dotnet_viz.fitting.text_size import limit_at, text_zoom
from dotnet_viz.fitting.usual_size import MOST_SIZE
from dotnet_viz.layouts import DEFAULT_ENGINE, ENGINES, MostSize, place
from dotnet_viz.number_ranges import DPI
from dotnet_viz.renderers import PLACED_WHERE_POSSIBLE, PNG_DPI, RENDERERS, SCALED, UNPLACED, options_of, render
from dotnet_viz.renderers.pixels.repacked import PIXEL_FORMATS
from dotnet_viz.renderers.themes.theme import OF_PAGE, THEMES
from dotnet_viz.renderers.themes.toned import with_theme_notes
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import FLOWCHARTS, Scene
from dotnet_viz.translation.translate import current_language, in_language

if TYPE_CHECKING:
    from dotnet_viz.display.table import TextTable

Facts = Sequence[tuple[str, str]]
"""Names of facts and their values, in words."""


@dataclass(frozen=True, eq=False, repr=False)
class Drawing(Picture):
    """A drawing of a model; its layout is computed when it is first needed.

    Args:
        scene: the shapes and lines to draw.
        engine: layout engine: ``"wasm"`` is the Graphviz in the package, ``"dot"`` the one installed on the system.
        theme: colours of the page: ``"light"``, ``"dark"``, ``"auto"`` for the setting of the reader's browser, or ``"print"``.
        folded: returns a smaller picture of the same model, for formats with a limit of size (Mermaid).
        details: returns the pictures of the insides of shapes, by the shape's id, for formats that open them on a click.
        card: returns what pages say of the model as a whole: names of facts, and their values.
        table: returns the numbers of layers that pages list below the picture; ``None`` for none.
        explained: returns the scene with the texts that pages show beside a shape made longer.
        language: of the texts that are made after it, such as those of pages; that of the moment unless it is given.
        drawn_size: how large pictures of pixels, SVG, PDF, EPS and TeX are.
        fitted: the scene with positions where those of the layout are not taken.
        is_limited: whether a picture larger than :data:`MOST_SIZE` goes on in rows, or else has a note on how it would fit.
        most: that size, and what is said of larger pictures.
        on_page: returns a picture with places, or a smaller one where that exceeds a size; ``None`` where there is none.

    Raises:
        OptionError: an unknown engine or theme.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> drawing = Drawing(Scene("one box", shapes=(Shape("a", "a", 60, 30),)))
        >>> drawing.dot.startswith('digraph "one box" {')
        True
    """

    scene: Scene
    engine: str = DEFAULT_ENGINE
    theme: str = "light"
    folded: Callable[[], Scene] | None = field(default=None, repr=False)
    details: Callable[[], Mapping[str, Scene]] | None = field(default=None, repr=False)
    card: Callable[[], Facts] | None = field(default=None, repr=False)
    explained: Callable[[Scene], Scene] | None = field(default=None, repr=False)
    table: Callable[[], TextTable | None] | None = field(default=None, repr=False)
    language: str = field(default_factory=current_language)
    drawn_size: DrawnSize = field(default_factory=DrawnSize)
    fitted: Scene | None = field(default=None, repr=False)
    is_limited: bool = False
    most: MostSize = field(default=MOST_SIZE, repr=False)
    on_page: Callable[[Scene, MostSize], Scene | None] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise unknown_choice("layout engine", self.engine, ENGINES)
        if self.theme not in THEMES:
            raise unknown_choice("theme", self.theme, THEMES)

    def with_theme(self, theme: str) -> Drawing:
        """Return the same drawing in the colours of another theme.

        Args:
            theme: see :func:`~dotnet_viz.api.pictures.one_model.draw`.

        Raises:
            OptionError: no such theme.

        Example:
            >>> from dotnet_viz.scene import Shape
            >>> drawing = Drawing(Scene("one box", shapes=(Shape("a", "a", 60, 30),)))
            >>> "prefers-color-scheme" in drawing.with_theme("auto").svg
            True
        """
        return replace(self, theme=theme)

    @cached_property
    def placed(self) -> Scene:
        """The scene with positions of all its parts.

        Raises:
            EngineError: the layout engine failed or took too long.
        """
        if self.fitted is not None:
            return self.fitted
        with in_language(self.language):
            scene = with_theme_notes(self.scene, self.theme)
            most = limit_at(self.most, text_zoom(scene, self.drawn_size.text_size))  # before it is drawn larger or smaller
            return Placing(self.engine, most, self.is_limited, self.on_page).placed(scene)

    @cached_property
    def dot(self) -> str:
        """The picture as DOT text, with its places: ``neato -n2`` draws the same picture."""
        return self._text("dot")

    @cached_property
    def svg(self) -> str:
        """The picture as an SVG document."""
        return self._text("svg")

    @cached_property
    def html(self) -> str:
        """The picture as an HTML page with panning, zooming, search and folding."""
        return self._text("html")

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes, without the dot, that :meth:`save` takes."""
        return tuple(RENDERERS)

    @property
    def description(self) -> str:
        """What it shows, in one line."""
        return f"{type(self).__name__}: {self.scene.title}"

    def to_format(self, name: str, **options: Any) -> str | bytes:
        """Return the content of a file of a format.

        Args:
            name: one of :attr:`formats`.
            options: of the format.

        Raises:
            OptionError: an unknown format or option.
        """
        with in_language(self.language):
            return self._rendered(name, options)

    def _rendered(self, name: str, options: Mapping[str, Any]) -> str | bytes:
        if name in ("mmd", "md"):
            return render(within_mermaid(self.scene, self.folded), name, **options)
        if name == "html":
            return render(self._explained, "html", **{"theme": self.theme, **self._page_parts(), **options})
        themed = {"theme": self.theme} if "theme" in options_of(name) else {}
        if name in PLACED_WHERE_POSSIBLE:
            return render(self._placed_where_possible, name, **{**themed, **options})
        if name == "pptx" and self.drawn_size.slide is not None:
            scene, zoom = on_slide(self.placed, self.drawn_size.slide, self._zoom)
            return render(scene, name, **{**themed, "scale": zoom, **options})
        needs_places = name not in UNPLACED or self.scene.layout not in FLOWCHARTS
        sized = self._sized(name, options) if name in (*SCALED, *PIXEL_FORMATS) else {}
        return render(self.placed if needs_places else self.scene, name, **{**themed, **sized, **options})

    @property
    def _placed_where_possible(self) -> Scene:
        """The scene with positions, or without where no engine finds them and Graphviz itself can do so later."""
        try:
            return self.placed
        except EngineError:
            if self.scene.layout not in FLOWCHARTS:
                raise
            return self.scene

    def _sized(self, name: str, options: Mapping[str, Any]) -> dict[str, float]:
        """Return the options of a format that make the picture as large as it was asked for."""
        size = self.placed.size or (1.0, 1.0)
        if name in SCALED:
            return {"scale": self._zoom} if self._zoom != 1.0 else {}
        if "scale" in options:
            return {}
        dpi, wanted = options.get("dpi"), self.drawn_size
        wanted = wanted if dpi is None else replace(wanted, dpi=DPI.checked("dpi", dpi, or_none=True))
        return wanted.pixel_options(size, self._zoom, self.placed.dpi or PNG_DPI)

    @cached_property
    def _explained(self) -> Scene:
        return self._with_longer_texts(self.placed)

    def _with_longer_texts(self, scene: Scene) -> Scene:
        return scene if self.explained is None else self.explained(scene)

    def _page_parts(self) -> dict[str, Any]:
        card, table = (() if self.card is None else self.card()), (None if self.table is None else self.table())
        return {"details": self._placed_details(), "card": card, "table": table}

    def _placed_details(self) -> Mapping[str, Scene]:
        details = {} if self.details is None else self.details()
        return {name: self._with_longer_texts(place(scene, engine=self.engine)) for name, scene in details.items()}

    @property
    def width(self) -> float:
        """Width of the picture in CSS pixels, as it is drawn."""
        return self._side(0)

    @property
    def height(self) -> float:
        """Height of the picture in CSS pixels, as it is drawn."""
        return self._side(1)

    def _side(self, axis: int) -> float:
        size = self.placed.size or (0.0, 0.0)
        return round(size[axis] * self._zoom, 2)

    @cached_property
    def _zoom(self) -> float:
        """How large the picture is drawn."""
        return self.drawn_size.zoom_of(self.placed.size or (1.0, 1.0), smallest_text(self.placed))

    def svg_fragment(self, id_prefix: str) -> str:
        """Return the ``<svg>`` element to be embedded into a page.

        Args:
            id_prefix: prefix of its ids, different for each picture of a page.
        """
        return str(self.to_format("svg", id_prefix=id_prefix))

    def page_fragment(self, id_prefix: str) -> str:
        """Return the ``<svg>`` element for a page that is light or dark by a setting of its own, which the colours follow.

        Args:
            id_prefix: prefix of its ids, different for each picture of a page.
        """
        if id_prefix not in self._fragments:
            self._fragments[id_prefix] = str(self.to_format("svg", id_prefix=id_prefix, theme=OF_PAGE))
        return self._fragments[id_prefix]

    @cached_property
    def _fragments(self) -> dict[str, str]:
        """The pictures for pages that have been drawn, by the prefix of their ids."""
        return {}

    def html_fragment(self, id_prefix: str, theme: str | None = None) -> str:
        """Return the interactive picture to be embedded into a page, which needs :attr:`html_assets` too.

        Args:
            id_prefix: prefix of its ids, different for each picture of a page.
            theme: ``"page"`` for a page as for :meth:`page_fragment`; ``None`` for the drawing's own.
        """
        from dotnet_viz.renderers.pages.html import html_fragment

        theme = theme or self.theme
        # On paper it is the same picture, unless texts of the page are longer or it has another size.
        is_that_of_paper = theme == OF_PAGE and self.explained is None and self._zoom == 1.0
        picture = self.page_fragment(id_prefix) if is_that_of_paper else None
        with in_language(self.language):
            return html_fragment(self._explained, theme=theme, id_prefix=id_prefix, picture=picture, **self._page_parts())

    @property
    def html_assets(self) -> str:
        """The style sheet and the script of interactive pictures; a page needs them once, at its end."""
        from dotnet_viz.renderers.pages.html import html_assets

        return html_assets()

    def to_pydot(self) -> Any:
        """Return a ``pydot.Dot``, as ``keras.utils.model_to_dot`` does; slow for more than some thousand lines."""
        import pydot

        graphs = pydot.graph_from_dot_data(self.dot) or []
        return graphs[0]

    def to_graphviz(self) -> Any:
        """Return a ``graphviz.Source``, which the Graphviz of the system can draw."""
        import graphviz

        return graphviz.Source(self.dot)

    def _text(self, name: str) -> str:
        return str(self.to_format(name))
