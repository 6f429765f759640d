"""A scene with places as SVG, for screens, pages and printers alike."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.errors import GraphError, OptionError
from dotnet_viz.fonts import FONT_FAMILY
from dotnet_viz.renderers.common.escape import xml_text
from dotnet_viz.renderers.svg.connections import connection_elements
from dotnet_viz.renderers.svg.elements import Painter, is_prefix, number
from dotnet_viz.renderers.svg.legend import legend_element
from dotnet_viz.renderers.svg.shapes import caption_element, cluster_element, shape_element
from dotnet_viz.renderers.svg.stylesheet import common_appearance, style_sheet
from dotnet_viz.renderers.svg.text import common_attributes, text_elements
from dotnet_viz.renderers.themes.theme import is_open, paper_role, theme_for
from dotnet_viz.renderers.themes.toned import toned
from dotnet_viz.scene import TRANSPARENT, Scene


def svg(
    scene: Scene,
    *,
    theme: str = "light",
    id_prefix: str = "dv",
    smooth: bool = True,
    part: tuple[float, float] | None = None,
    scale: float = 1.0,
    shared_appearance: bool = True,
) -> str:
    """Return a scene as one ``<svg>`` element, with a title and a description for those who cannot see it.

    Scripts and style sheets find shapes by the classes ``dv-shape``, ``dv-edge``, ``dv-line`` and
    ``dv-cluster`` and by ``data-name`` and ``data-kind``.

    Args:
        scene: with places.
        theme: ``"light"``, ``"dark"``, ``"print"``, ``"auto"`` to follow the reader's setting, or ``"page"`` to follow the page
            around it.
        id_prefix: what all ids start with; give each picture of a page its own.
        smooth: whether the edges of a bundle's lines are smoothed; very many are drawn sooner without.
        part: from where to where downwards it is seen, in pixels of the scene; ``None`` for all of it.
        scale: how large it is shown; 1 is one CSS pixel a pixel of the scene.
        shared_appearance: whether the appearance of most shapes is a rule of the style sheet. Without, each shape has its own
            attributes, by which pictures of an animation can be compared.

    Raises:
        OptionError: no such theme, or a prefix that no id can start with.
        GraphError: the scene has no places.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> svg(Scene("one", shapes=(Shape("a", "a", 10, 10, x=9, y=9),), size=(18, 18))).startswith("<svg ")
        True
    """
    if scene.size is None:
        raise GraphError(f"the scene {scene.title!r} has no places yet; a layout must place it first")
    if not is_prefix(id_prefix):
        raise OptionError(f"id_prefix {id_prefix!r} must start with a letter and hold letters, digits, '-' and '_' only")
    appearance = common_appearance(scene.shapes) if shared_appearance else None
    painter = Painter(theme_for(scene, theme), id_prefix, appearance)
    width, height = scene.size
    scene = toned(scene, painter.theme.tones)
    body = list(_body(scene, (width, height), painter, smooth=smooth))
    return "\n".join(
        (
            *_head(scene, painter, part or (0.0, height), scale),
            style_sheet(painter.theme, id_prefix, painter.appearance, painter.rules, has_images=_has_images(scene)),
            *body,
            "</svg>\n",
        )
    )


def _head(scene: Scene, painter: Painter, part: tuple[float, float], scale: float) -> Iterator[str]:
    prefix = painter.prefix
    width, height = scene.size[0] if scene.size else 0.0, part[1] - part[0]
    names = f"{prefix}-title {prefix}-desc" if scene.description else f"{prefix}-title"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{prefix}" class="dv" role="img" aria-labelledby="{names}" '
        f'width="{number(width * scale)}" height="{number(height * scale)}" '
        f'viewBox="0 {number(part[0])} {number(width)} {number(height)}" font-family="{FONT_FAMILY}">'
    )
    yield f'<title id="{prefix}-title">{xml_text(scene.title)}</title>'
    if scene.description:
        yield f'<desc id="{prefix}-desc">{xml_text(scene.description)}</desc>'


def _body(scene: Scene, size: tuple[float, float], painter: Painter, *, smooth: bool) -> Iterator[str]:
    if scene.background != TRANSPARENT:
        yield f'<rect{painter.paint("dv-paper", fill=paper_role(scene))} width="{number(size[0])}" height="{number(size[1])}"/>'
    yield f"<g{common_attributes(painter)}>"
    yield from (cluster_element(cluster, painter, is_open=is_open(cluster, scene)) for cluster in scene.clusters)
    if scene.bundles:
        from dotnet_viz.renderers.svg.bundles import bundle_elements

        yield from bundle_elements(scene, painter, smooth=smooth)
    yield from _meshes(scene, painter, above=False)
    yield from connection_elements(scene.connections, painter)
    yield from (caption_element(cluster, painter) for cluster in scene.clusters if cluster.label.text)
    yield from (shape_element(shape, painter) for shape in scene.shapes)
    yield from _meshes(scene, painter, above=True)
    if scene.rasters:
        from dotnet_viz.renderers.svg.rasters import raster_elements

        yield from raster_elements(scene.rasters, painter)
    yield from (legend_element(legend, painter) for legend in scene.placed_legends)
    yield text_elements(scene.labels, painter)
    yield "</g>"


def _has_images(scene: Scene) -> bool:
    if any(face.picture is not None for shape in scene.shapes for face in shape.faces):
        return True
    if not scene.rasters:
        return False
    from dotnet_viz.renderers.svg.rasters import are_images

    return are_images(scene.rasters)


def _meshes(scene: Scene, painter: Painter, *, above: bool) -> Iterator[str]:
    meshes = [mesh for mesh in scene.meshes if mesh.above == above]
    if meshes:
        from dotnet_viz.renderers.svg.meshes import mesh_element

        yield from (mesh_element(scene, mesh, painter) for mesh in meshes)
