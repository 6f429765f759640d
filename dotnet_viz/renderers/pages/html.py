"""A scene as a page to explore: pan, zoom, search, folding, the weights of a neuron. Without scripts it is the picture."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.display.table import TextTable
from dotnet_viz.files.templates import resource
from dotnet_viz.renderers.common.escape import xml_attribute, xml_text
from dotnet_viz.renderers.pages.content_policy import content_policy, styles_of_pictures
from dotnet_viz.renderers.pages.page_table import page_table
from dotnet_viz.renderers.svg.bundles import drawing_order
from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.renderers.themes.theme import DARK, THEMES, Theme, theme_for
from dotnet_viz.scene import Bundle, Scene
from dotnet_viz.translation.scripts import words_element
from dotnet_viz.translation.translate import language_tag, translate

_SCRIPTS = ("interactive.js",)
_WITH_FRAMES = ("frames.js", *_SCRIPTS)
_LARGE = 1500
"""From so many shapes on a page keeps the picture beside the document, of which its script then shows what is seen."""
_SMALL_INDEX = 1 << 16
_NOTHING: Mapping[str, Scene] = MappingProxyType({})


def html(
    scene: Scene,
    *,
    theme: str = "auto",
    id_prefix: str = "dv",
    details: Mapping[str, Scene] = _NOTHING,
    card: Sequence[tuple[str, str]] = (),
    table: TextTable | None = None,
) -> str:
    """Return a page that holds one picture and asks for nothing outside itself.

    Its content policy allows its own script, by its digest, and no other.

    Args:
        scene: with places.
        theme: see :func:`~dotnet_viz.renderers.svg.document.svg`.
        id_prefix: what all ids start with.
        details: by the id of a shape, the picture, with places, that a click on it opens.
        card: facts on the whole, which a click unfolds: their names and values.
        table: numbers of the layers, which a click unfolds.

    Raises:
        OptionError: no such theme, or a prefix that no id can start with.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> html(Scene("one", shapes=(Shape("a", "a", 10, 10, x=9, y=9),), size=(18, 18)))[:15]
        '<!DOCTYPE html>'
    """
    picture = svg(scene, theme=theme, id_prefix=id_prefix)
    is_large = len(scene.shapes) > _LARGE and not (scene.bundles or scene.meshes or scene.rasters)
    # Where scripts run, browsers read ``<noscript>`` as one text, which costs them little; elsewhere it is the picture.
    shown = f"<noscript>{picture}</noscript>" if is_large else picture
    fragment = _view(scene, shown, _details(details, theme, id_prefix), card, table)
    scripts = _WITH_FRAMES if scene.clusters or is_large else _SCRIPTS
    return page_with_script(scene.title, _page_style(scene, theme), fragment, scripts)


def script_with_words(*names: str) -> str:
    """Return scripts of the package as one, after the one that finds their texts in the page.

    Args:
        names: of their files.
    """
    return "".join(map(resource, ("words.js", *names)))


def page_with_script(title: str, style: str, body: str, scripts: Sequence[str], later_styles: Sequence[str] = ()) -> str:
    """Return a page whose policy allows one script and the styles, by their digests, and no other; its texts stand in the page.

    Args:
        title: of the page, as plain text.
        style: the style sheet.
        body: what stands in the page, as HTML, with pictures that a renderer made.
        scripts: names of scripts of the package, which run as one when the page is there.
        later_styles: texts that the script gives style elements of pictures.

    Example:
        >>> page_with_script("a < b", "", "<p>", ("player.js",)).count("sha256-")
        2
    """
    script = script_with_words(*scripts)
    policy = content_policy([style, *styles_of_pictures(body), *later_styles], [script])
    return _page(title, policy, style, f"{body}{words_element(*scripts)}<script>{script}</script>")


def picture_page(picture: str, title: str, *, follows_reader: bool = False) -> str:
    """Return a page that holds a finished picture and nothing else.

    Args:
        picture: an ``<svg>`` element without attributes ``style``.
        title: of the page, as plain text.
        follows_reader: whether the page is dark where the reader's system is, as the picture is.

    Example:
        >>> picture_page("<svg/>", "a < b").count("a &lt; b")
        1
    """
    style = "body{margin:.5rem}"
    if follows_reader:
        style += f"@media (prefers-color-scheme:dark){{body{{background:{DARK['paper']}}}}}"
    return _page(title, content_policy([style, *styles_of_pictures(picture)]), style, picture)


def _page(title: str, policy: str, style: str, body: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{language_tag()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f"<title>{xml_text(title)}</title>\n<style>{style}</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def html_fragment(
    scene: Scene,
    *,
    theme: str = "auto",
    id_prefix: str = "dv",
    picture: str | None = None,
    details: Mapping[str, Scene] = _NOTHING,
    card: Sequence[tuple[str, str]] = (),
    table: TextTable | None = None,
) -> str:
    """Return a picture for use inside a page, which must also hold :func:`html_assets` once.

    Args:
        scene: with places.
        theme: see :func:`~dotnet_viz.renderers.svg.document.svg`.
        id_prefix: what its ids start with; another one for each picture of a page.
        picture: the scene as SVG with these ids and this theme, where it has been drawn; ``None`` draws it.
        details: by the id of a shape, the picture, with places, that a click on it opens.
        card: facts on the whole, which a click unfolds: their names and values.
        table: numbers of the layers, which a click unfolds.

    Raises:
        OptionError: no such theme, or a prefix that no id can start with.
    """
    if picture is None:
        picture = svg(scene, theme=theme, id_prefix=id_prefix)
    return _view(scene, picture, _details(details, theme, id_prefix), card, table)


def _view(
    scene: Scene,
    picture: str,
    inner: Iterator[str],
    card: Sequence[tuple[str, str]],
    table: TextTable | None,
) -> str:
    """Return a picture and what belongs to it."""
    port = f'<div class="dv-port" tabindex="0">\n{picture}</div>\n'
    return f'<div class="dv-view">\n{_card(card)}{port}{page_table(table)}{"".join(_data(scene))}{"".join(inner)}</div>\n'


def html_assets() -> str:
    """Return the style sheet and the script that make the pictures of a page interactive: once for all of them."""
    words = words_element(*_WITH_FRAMES)
    return f"<style>{_style(THEMES['auto'])}</style>\n{words}<script>{script_with_words(*_WITH_FRAMES)}</script>\n"


def _page_style(scene: Scene, theme: str) -> str:
    chosen = theme_for(scene, theme)
    body = f"body{{margin:0;padding:.5rem 1rem;background:{chosen.colors['paper']}}}"
    dark = "" if chosen.dark is None else f"@media (prefers-color-scheme:dark){{body{{background:{chosen.dark['paper']}}}}}"
    return f"{body}{dark}.dv-live .dv-port{{max-height:88vh}}\n{_style(chosen)}"


def _style(theme: Theme) -> str:
    """Return the style of buttons and panels, as dark as the paper that they stand on."""
    style, dark = resource("interactive.css"), resource("interactive-dark.css")
    if theme.dark is not None:
        return f"{style}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"
    return style + dark if theme.colors["paper"] == DARK["paper"] else style


def _card(facts: Sequence[tuple[str, str]]) -> str:
    """Return what is known of the whole, folded, as browsers do it without a script."""
    rows = "".join(f"<dt>{xml_text(name)}</dt><dd>{xml_text(value)}</dd>\n" for name, value in facts)
    return (
        f'<details class="dv-card"><summary>{translate("About the model")}</summary><dl>\n{rows}</dl></details>\n'
        if rows
        else ""
    )


def _details(details: Mapping[str, Scene], theme: str, id_prefix: str) -> Iterator[str]:
    """Yield what is inside shapes, hidden until a click opens it."""
    for number, (shape, scene) in enumerate(details.items()):
        picture = svg(scene, theme=theme, id_prefix=f"{id_prefix}-in{number}")
        yield f"<div hidden data-dv-inside={xml_attribute(shape)}>\n{picture}</div>\n"


def _data(scene: Scene) -> Iterator[str]:
    """Yield the numbers behind each bundle's lines, in the order of the lines in the picture."""
    for bundle in scene.bundles:
        if len(bundle):
            yield _bundle_data(bundle, drawing_order(scene, bundle))


def _bundle_data(bundle: Bundle, order: NDArray[np.intp]) -> str:
    wide = max(len(bundle.sources), len(bundle.targets)) >= _SMALL_INDEX
    index = "<u4" if wide else "<u2"
    facts = {
        "data-dv-bundle": bundle.name,
        "data-sources": " ".join(bundle.sources),
        "data-targets": " ".join(bundle.targets),
        "data-from": _base64(bundle.source_index[order].astype(index)),
        "data-to": _base64(bundle.target_index[order].astype(index)),
        "data-values": _base64(bundle.values[order].astype("<f4")),
        "data-scale": bundle.scale,
    } | ({"data-wide": "yes"} if wide else {})
    return f"<div hidden{''.join(f' {name}={xml_attribute(value)}' for name, value in facts.items())}></div>\n"


def _base64(values: NDArray[np.generic]) -> str:
    return base64.b64encode(values.tobytes()).decode()
