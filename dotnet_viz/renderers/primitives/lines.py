"""Connections, meshes and bundles as figures: lines, and the heads of arrows."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot

from dotnet_viz.colors import hex_colors
from dotnet_viz.renderers.common.arrows import HEAD_OVERLAP, head_corners, head_length, shortened
from dotnet_viz.renderers.common.bundles import HEAD_LENGTH, HEAD_WIDTH, line_ends, mesh_ends
from dotnet_viz.renderers.primitives.figures import DASHES, Bezier, Figure, Line, Paint, Polygon
from dotnet_viz.renderers.primitives.texts import backed_text
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import CONNECTION_TEXT_SIZE, Bundle, Connection, Label, Mesh, Point, Scene


def connection_figures(line: Connection, colors: ThemeColors) -> tuple[Figure, ...]:
    """Return the curves of a connection, the head of its arrow and its text.

    Args:
        line: with its points.
        colors: of the theme.
    """
    return (*curve_figures(line, colors), *_label(line, colors))


def curve_figures(line: Connection, colors: ThemeColors) -> Iterator[Figure]:
    """Yield a connection without its text.

    Args:
        line: with its points.
        colors: of the theme.
    """
    color = colors.outline(line.stroke)
    paint = Paint(stroke=color, width=line.width, dashes=DASHES if line.dashed else ())
    yield from (Bezier(strand, paint) for strand in line.strands)
    length = head_length(line.points, line.width) if line.arrow else 0.0
    if not length:
        yield Bezier(line.points, paint)
        return
    body = shortened(line.points, length * HEAD_OVERLAP)
    yield Bezier(body, paint)
    yield Polygon(head_corners(body[-1], line.points[-1], length, line.width), Paint(color))


def _label(line: Connection, colors: ThemeColors) -> tuple[Figure, ...]:
    if not line.label or line.label_at is None:
        return ()
    return backed_text(Label(line.label, size=CONNECTION_TEXT_SIZE, color="muted"), *line.label_at, colors, "paper")


def mesh_figures(scene: Scene, mesh: Mesh, colors: ThemeColors) -> Iterator[Figure]:
    """Yield the lines of a mesh.

    Args:
        scene: with places.
        mesh: one of its meshes.
        colors: of the theme.
    """
    paint = Paint(stroke=colors.outline(mesh.stroke), width=mesh.width)
    for x0, y0, x1, y1 in mesh_ends(scene, mesh).tolist():
        yield Line((x0, y0), (x1, y1), paint)


def bundle_figures(scene: Scene, bundle: Bundle) -> Iterator[Figure]:
    """Yield the lines of a bundle in their order.

    Args:
        scene: with places.
        bundle: one of its bundles.
    """
    if not len(bundle):
        return
    rows = zip(
        line_ends(scene, bundle).tolist(),
        hex_colors(bundle.colors),
        bundle.widths.tolist(),
        bundle.dashed.tolist(),
        strict=True,
    )
    for (x0, y0, x1, y1), color, width, dashed in rows:
        paint = Paint(stroke=color, width=width, dashes=DASHES if dashed else ())
        if bundle.arrow:
            yield from _arrow((x0, y0), (x1, y1), paint)
        else:
            yield Line((x0, y0), (x1, y1), paint)


def _arrow(start: Point, end: Point, paint: Paint) -> Iterator[Figure]:
    """Yield a straight line with a head that is never longer than half of it."""
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0) or 1.0
    along = (x1 - x0) / length, (y1 - y0) / length
    reach, aside = min(HEAD_LENGTH + paint.width, length / 2), HEAD_WIDTH + paint.width / 2
    base = x1 - along[0] * reach, y1 - along[1] * reach
    left = base[0] - along[1] * aside, base[1] + along[0] * aside
    right = base[0] + along[1] * aside, base[1] - along[0] * aside
    yield Line(start, base, paint)
    yield Polygon((left, end, right), Paint(paint.stroke))
