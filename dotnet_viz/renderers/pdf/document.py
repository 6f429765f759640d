"""HTML and pictures as PDF: fonts travel inside the document, and nothing is fetched from anywhere."""

from __future__ import annotations

import base64
from functools import lru_cache

from dotnet_viz.errors import MissingDependencyError, unknown_choice
from dotnet_viz.fonts import FAMILY, font_file
from dotnet_viz.renderers.common.system_fonts import check_fonts, with_glyphs
from dotnet_viz.renderers.pdf import ENGINES
from dotnet_viz.renderers.pdf.engines import PDF_ENGINES, PdfEngine

# 200 inches in CSS pixels: the longest side that PDF allows without changing its unit.
MAX_SIDE = 200 * 96.0

_MISSING = (
    "PDF needs one of: plutoprint (pip install plutoprint), weasyprint (pip install weasyprint), "
    "or Chromium or Chrome on this system; none of them is here"
)


def html_to_pdf(html: str, *, engine: str = "auto", base_url: str | None = None) -> bytes:
    """Return a page of HTML as PDF.

    Args:
        html: a whole document that needs no other file; images and fonts stand in it as ``data:`` URLs.
        engine: ``"auto"``, which takes the first that is here, or one of :data:`PDF_ENGINES`.
        base_url: what links within the page are resolved against; nothing is read from it.

    Raises:
        OptionError: no such engine.
        MissingDependencyError: the engine, or for ``"auto"`` every engine, is missing; or the page is in Chinese and no font
            of this system has it.
        EngineError: the engine failed.
    """
    chosen = engine_named(engine)
    check_fonts(html)
    return chosen.print(with_glyphs(html), base_url)


def svg_to_pdf(svg: str, width: float, height: float, *, engine: str = "auto") -> bytes:
    """Return a picture as a PDF of one page of its size, with its lines and text kept as such.

    A page that would be longer than :data:`MAX_SIDE` is made smaller, for not every reader of PDF shows longer ones.

    Args:
        svg: one ``<svg>`` element.
        width: of the page, in CSS pixels.
        height: of the page, in CSS pixels.
        engine: see :func:`html_to_pdf`.

    Raises:
        OptionError: no such engine.
        MissingDependencyError: no engine is here.
        EngineError: the engine failed.
    """
    scale = min(1.0, MAX_SIDE / max(width, height))
    width, height = width * scale, height * scale
    style = (
        f"{font_faces()}@page{{size:{width:.2f}px {height:.2f}px;margin:0}}"
        "html,body{margin:0;padding:0}"
        f"svg{{display:block;overflow:hidden;width:{width:.2f}px;height:{height:.2f}px}}"
    )
    html = f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body>{svg}</body></html>'
    return html_to_pdf(html, engine=engine)


@lru_cache(maxsize=1)
def font_faces() -> str:
    """Return style sheet rules that carry DejaVu Sans, for machines without fonts."""
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(font_file(bold).read_bytes()).decode()})}}"
        for bold, weight in ((False, "normal"), (True, "bold"))
    )


def engine_named(name: str) -> PdfEngine:
    """Return an engine.

    Args:
        name: ``"auto"``, which takes the first that is here, or one of :data:`PDF_ENGINES`.

    Raises:
        OptionError: no such engine.
        MissingDependencyError: for ``"auto"``, every engine is missing.
    """
    if name != "auto":
        if name not in PDF_ENGINES:
            raise unknown_choice("PDF engine", name, ENGINES)
        return PDF_ENGINES[name]
    for engine in PDF_ENGINES.values():
        if engine.is_available():
            return engine
    raise MissingDependencyError(_MISSING)
