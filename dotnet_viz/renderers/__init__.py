"""Renderers: a scene in every format of pictures, diagrams, slides and graphs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.number_ranges import DPI, SCALE

if TYPE_CHECKING:
    from dotnet_viz.display.table import TextTable
    from dotnet_viz.scene import Scene

__all__ = ["PLACED_WHERE_POSSIBLE", "PNG_DPI", "RENDERERS", "SCALED", "UNPLACED", "options_of", "render"]

PNG_DPI = 192.0
"""Pixels in an inch of a PNG where nothing else is asked for."""

# Formats whose reader finds the places of boxes and arrows by itself.
UNPLACED = ("dot", "gv", "mmd", "md", "d2", "puml", "txt", "graphml", "gexf")
PLACED_WHERE_POSSIBLE = ("dot", "gv", "graphml", "gexf")
"""Those of them that have places, where there are any."""
SCALED = ("svg", "svgz", "pdf", "eps", "tex", "tikz", "pptx")
"""Formats of lines and texts that can be larger or smaller as a whole."""

# Smoothing the edges of this many pixels of line takes about a second and a half; without it, a tenth of that.
_SMOOTH_LENGTH = 800_000.0


def _svg(
    scene: Scene,
    *,
    theme: str = "light",
    id_prefix: str = "dv",
    smooth: bool = True,
    part: tuple[float, float] | None = None,
    scale: float = 1.0,
    shared_appearance: bool = True,
) -> str:
    from dotnet_viz.renderers.svg.document import svg

    return svg(
        scene,
        theme=theme,
        id_prefix=id_prefix,
        smooth=smooth,
        part=part,
        scale=scale,
        shared_appearance=shared_appearance,
    )


def _dot(scene: Scene, *, theme: str = "light") -> str:
    from dotnet_viz.renderers.dot.document import dot

    return dot(scene, _fixed(theme))


def _mermaid(scene: Scene) -> str:
    from dotnet_viz.renderers.mermaid.document import mermaid

    return mermaid(scene)


def _markdown(scene: Scene) -> str:
    from dotnet_viz.renderers.mermaid.markdown import markdown

    return markdown(scene)


def _png(scene: Scene, *, theme: str = "light", scale: float | None = None, dpi: float | None = None) -> bytes:
    from dotnet_viz.renderers.common.bundles import total_length
    from dotnet_viz.renderers.pixels.png import png
    from dotnet_viz.renderers.svg.rasterized_edges import usual_scale
    from dotnet_viz.renderers.themes.theme import theme_for
    from dotnet_viz.scene import TRANSPARENT

    fixed = _fixed(theme)
    usual = (PNG_DPI if scene.dpi is None else scene.dpi) / 96
    wanted = usual if scale is None else scale
    width, height = scene.size or (1.0, 1.0)
    smooth = total_length(scene) * wanted <= _SMOOTH_LENGTH
    if scale is None and not smooth:
        wanted = min(wanted, usual_scale(scene))
    drawn = replace(scene, dpi=96 * wanted)  # lines are painted in the very pixels of the file
    # A picture may end within a pixel, which then shows what is behind it.
    paper = None if scene.background == TRANSPARENT else theme_for(scene, fixed).colors["paper"]
    return png(_svg(drawn, theme=fixed, smooth=smooth), width, height, scale=wanted, dpi=dpi, paper=paper)


def _graphml(scene: Scene) -> str:
    from dotnet_viz.renderers.graphs.xml_graphs import graphml

    return graphml(scene)


def _gexf(scene: Scene) -> str:
    from dotnet_viz.renderers.graphs.xml_graphs import gexf

    return gexf(scene)


def _d2(scene: Scene) -> str:
    from dotnet_viz.renderers.graphs.d2 import d2

    return d2(scene)


def _plantuml(scene: Scene) -> str:
    from dotnet_viz.renderers.graphs.plantuml import plantuml

    return plantuml(scene)


def _text(scene: Scene) -> str:
    from dotnet_viz.renderers.graphs.text import text

    return text(scene)


def _drawio(scene: Scene, *, theme: str = "light") -> str:
    from dotnet_viz.renderers.editable.drawio import drawio

    return drawio(scene, theme=_fixed(theme))


def _excalidraw(scene: Scene, *, theme: str = "light") -> str:
    from dotnet_viz.renderers.editable.excalidraw import excalidraw

    return excalidraw(scene, theme=_fixed(theme))


def _pptx(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> bytes:
    from dotnet_viz.renderers.editable.pptx import pptx

    return pptx(scene, theme=_fixed(theme), scale=scale)


def _pixels(form: str) -> Callable[..., bytes]:
    def pixels(scene: Scene, *, theme: str = "light", scale: float | None = None, dpi: float | None = None) -> bytes:
        from dotnet_viz.renderers.pixels.repacked import repacked
        from dotnet_viz.scene import TRANSPARENT

        drawn = replace(scene, background="paper") if form == "jpeg" and scene.background == TRANSPARENT else scene
        return repacked(_png(drawn, theme=theme, scale=scale, dpi=dpi), form)

    return pixels


def _svgz(scene: Scene, *, theme: str = "light", id_prefix: str = "dv", scale: float = 1.0) -> bytes:
    from dotnet_viz.renderers.svg.compressed import svgz

    return svgz(_svg(scene, theme=theme, id_prefix=id_prefix, scale=scale))


def _tex(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> str:
    from dotnet_viz.renderers.tikz.document import tex

    return tex(scene, theme=_fixed(theme), scale=scale)


def _tikz(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> str:
    from dotnet_viz.renderers.tikz.picture import tikz_picture

    return tikz_picture(scene, theme=_fixed(theme), scale=scale)


def _eps(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> str:
    from dotnet_viz.renderers.eps.document import eps

    return eps(scene, theme=_fixed(theme), scale=scale)


def _pdf(scene: Scene, *, theme: str = "light", engine: str = "auto", scale: float = 1.0) -> bytes:
    from dotnet_viz.renderers.pdf.document import svg_to_pdf

    width, height = scene.size or (1.0, 1.0)
    return svg_to_pdf(_svg(scene, theme=_fixed(theme)), width * scale, height * scale, engine=engine)


def _html(
    scene: Scene,
    *,
    theme: str = "auto",
    id_prefix: str = "dv",
    details: Mapping[str, Scene] | None = None,
    card: Sequence[tuple[str, str]] = (),
    table: TextTable | None = None,
) -> str:
    from dotnet_viz.renderers.pages.html import html

    return html(scene, theme=theme, id_prefix=id_prefix, details=details or {}, card=card, table=table)


def _fixed(theme: str) -> str:
    """Return the theme for a format that cannot follow the reader's setting."""
    return "light" if theme == "auto" else theme


RENDERERS: dict[str, Callable[..., str | bytes]] = {
    "dot": _dot,
    "gv": _dot,
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "html": _html,
    "mmd": _mermaid,
    "md": _markdown,
    "pptx": _pptx,
    "drawio": _drawio,
    "excalidraw": _excalidraw,
    "d2": _d2,
    "puml": _plantuml,
    "txt": _text,
    "graphml": _graphml,
    "gexf": _gexf,
    "svgz": _svgz,
    "eps": _eps,
    "tex": _tex,
    "tikz": _tikz,
    "jpg": _pixels("jpeg"),
    "jpeg": _pixels("jpeg"),
    "webp": _pixels("webp"),
    "gif": _pixels("gif"),
}


def options_of(format: str) -> list[str]:  # noqa: A002 - the word that users know
    """Return the names of a format's options.

    Args:
        format: one of :data:`RENDERERS`.

    Raises:
        OptionError: an unknown format.

    Example:
        >>> options_of("dot"), options_of("d2")
        (['theme'], [])
    """
    if format not in RENDERERS:
        raise unknown_choice("picture format", format, RENDERERS)
    return [name for name in inspect.signature(RENDERERS[format]).parameters if name != "scene"]


def render(scene: Scene, format: str, **options: Any) -> str | bytes:  # noqa: A002 - the word that users know
    """Return a scene in a format.

    Args:
        scene: with places; the formats of :data:`UNPLACED` take scenes of the layout ``"graphviz"`` without.
        format: one of :data:`RENDERERS`.
        options: keywords of that renderer, such as ``theme``, ``id_prefix``, ``scale`` or ``engine``.

    Returns:
        Text for formats of text, bytes for the others.

    Raises:
        OptionError: an unknown format or option, or a scale or dpi that is no number above 0 or too large.

    Example:
        >>> from dotnet_viz.scene import Scene
        >>> render(Scene("empty"), "dot").startswith("digraph")
        True
    """
    known = options_of(format)
    for name in options:
        if name not in known:
            choices = f"it takes: {', '.join(known)}" if known else "it takes none"
            raise OptionError(f"the format {format!r} has no option {name!r}; {choices}")
    for name, numbers in (("scale", SCALE), ("dpi", DPI)):
        if options.get(name) is not None:
            numbers.checked(name, options[name])
    return RENDERERS[format](scene, **options)
