"""The figures of a placed scene in drawing order, which is that of its SVG."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.errors import GraphError
from dotnet_viz.renderers.primitives.figures import FigureGroup, Paint, Pixels, Rectangle
from dotnet_viz.renderers.primitives.legends import legend_figures
from dotnet_viz.renderers.primitives.lines import bundle_figures, connection_figures, mesh_figures
from dotnet_viz.renderers.primitives.shapes import caption_figures, frame_figures, shape_figures
from dotnet_viz.renderers.primitives.texts import text_figure
from dotnet_viz.renderers.themes.theme import is_open, paper_color, theme_for
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.renderers.themes.toned import toned
from dotnet_viz.scene import TRANSPARENT, Scene


def figure_groups(scene: Scene, theme: str = "light", *, with_bundles: bool = True) -> Iterator[FigureGroup]:
    """Yield all that is drawn of a scene.

    Args:
        scene: with places.
        theme: one of :data:`~dotnet_viz.renderers.themes.theme.THEMES`; ``"auto"`` is light, for only a browser can follow a
            setting.
        with_bundles: whether the lines of bundles are among it, which can be very many.

    Raises:
        OptionError: no such theme.
        GraphError: the scene has no places.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> scene = Scene("one", shapes=(Shape("a", "a", 10, 10, x=9, y=9),), size=(18, 18))
        >>> [group.kind for group in figure_groups(scene)]
        ['paper', 'shape']
    """
    if scene.size is None:
        raise GraphError(f"the scene {scene.title!r} has no places yet; a layout must place it first")
    colors = theme_for(scene, theme).tones
    if scene.background != TRANSPARENT:
        yield _paper(scene, scene.size, colors)
    scene = toned(scene, colors)
    for cluster in scene.clusters:
        frame = frame_figures(cluster, colors, is_open=is_open(cluster, scene))
        yield FigureGroup("frame", cluster.name, frame, cluster.id)
    yield from _lines(scene, colors, with_bundles=with_bundles)
    for cluster in scene.clusters:
        yield FigureGroup("caption", cluster.name, caption_figures(cluster, colors), cluster.id)
    for shape in scene.shapes:
        yield FigureGroup("shape", shape.name, shape_figures(shape, colors), shape.id)
    yield from _meshes(scene, colors, above=True)
    yield from extra_groups(scene, colors)


def extra_groups(scene: Scene, colors: ThemeColors) -> Iterator[FigureGroup]:
    """Yield what is drawn over shapes and lines: tables, legends and free texts.

    Args:
        scene: with places.
        colors: of the theme.
    """
    for raster in scene.rasters:
        table = Pixels(raster.x, raster.y, raster.width, raster.height, raster.colors)
        yield FigureGroup("raster", raster.name, (table,) if raster.cells else ())
    for placed in scene.placed_legends:
        yield FigureGroup("legend", placed.legend.title, legend_figures(placed, colors))
    texts = tuple(text_figure(label, label.x, label.y, colors) for label in scene.labels if label.text)
    if texts:
        yield FigureGroup("text", "", texts)


def _paper(scene: Scene, size: tuple[float, float], colors: ThemeColors) -> FigureGroup:
    return FigureGroup("paper", scene.title, (Rectangle(0.0, 0.0, *size, Paint(paper_color(scene, colors))),))


def _lines(scene: Scene, colors: ThemeColors, *, with_bundles: bool) -> Iterator[FigureGroup]:
    for bundle in scene.bundles if with_bundles else ():
        yield FigureGroup("bundle", bundle.name, tuple(bundle_figures(scene, bundle)))
    yield from _meshes(scene, colors, above=False)
    for line in scene.connections:
        if line.points:
            names = (scene.shape_by_id[end].name for end in (line.source, line.target))
            yield FigureGroup("connection", " → ".join(names), connection_figures(line, colors))


def _meshes(scene: Scene, colors: ThemeColors, *, above: bool) -> Iterator[FigureGroup]:
    for mesh in scene.meshes:
        if mesh.above == above:
            yield FigureGroup("mesh", mesh.name, tuple(mesh_figures(scene, mesh, colors)))
