"""Bundles as SVG: a path a line while there are few, else one path for all lines of like sign and strength."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.formatting import format_number
from dotnet_viz.renderers.common.bundles import HEAD_LENGTH, HEAD_WIDTH, line_ends, mean_texts
from dotnet_viz.renderers.common.escape import xml_attribute, xml_text
from dotnet_viz.renderers.svg.elements import DASHES, Painter
from dotnet_viz.renderers.svg.rasterized_edges import painted_image
from dotnet_viz.scene import Bundle, Scene

SINGLE_LINES = 2000
STRENGTHS = 16


def bundle_elements(scene: Scene, painter: Painter, *, smooth: bool = True) -> Iterator[str]:
    """Yield a group for each bundle.

    Up to :data:`SINGLE_LINES` lines in a scene are elements of their own, with their values as tooltips.
    Beyond that, lines are drawn by sign and by :data:`STRENGTHS` steps of width, weak ones first, each step
    in the mean colour of its lines.

    Args:
        scene: with places.
        painter: writes colours.
        smooth: whether lines are paths; if not, all of them are one image of pixels, which is drawn sooner.
    """
    if not smooth:
        if any(len(bundle) for bundle in scene.bundles):
            yield painted_image(scene)
        return
    single = _are_single(scene)
    for bundle in scene.bundles:
        if not len(bundle):
            continue
        points = np.round(_points(scene, bundle), 2) + 0.0
        inside = _single_lines(scene, bundle, points, painter) if single else _merged_lines(bundle, points, painter)
        yield f'<g class="dv-bundle" data-name={xml_attribute(bundle.name)} fill="none">{"".join(inside)}</g>'


def drawing_order(scene: Scene, bundle: Bundle) -> NDArray[np.intp]:
    """Return the positions of a bundle's lines in the order in which they stand in the picture.

    Args:
        scene: with positions.
        bundle: one of its bundles.

    Returns:
        Positions of shape (lines,).
    """
    if _are_single(scene):
        return np.arange(len(bundle))
    return np.argsort(_groups(bundle), kind="stable")


def _are_single(scene: Scene) -> bool:
    return sum(len(bundle) for bundle in scene.bundles) <= SINGLE_LINES


def _points(scene: Scene, bundle: Bundle) -> NDArray[np.float64]:
    """Return x and y of the points of all lines: the two ends of each, or those of a line with an arrowhead."""
    ends = line_ends(scene, bundle)
    if not bundle.arrow:
        return ends
    start, tip = ends[:, :2], ends[:, 2:]
    length = np.hypot(*(tip - start).T)[:, np.newaxis]
    direction = (tip - start) / np.maximum(length, 1e-9)
    width = bundle.widths[:, np.newaxis]
    # The outline is as wide as the line, so its tip lies half a width before the shape.
    tip = tip - direction * np.minimum(width, length) / 2
    base = tip - direction * np.minimum(HEAD_LENGTH + width, length / 2)
    aside = np.stack([-direction[:, 1], direction[:, 0]], axis=1) * (HEAD_WIDTH + width / 2)
    return np.hstack([start, base, base + aside, tip, base - aside, base])


def _path(points: NDArray[np.float64]) -> str:
    """Return lines as one path; each is one subpath, so that the path can be split into its lines."""
    return (_pattern(points) * len(points)) % tuple(points.ravel().tolist())


def _pattern(points: NDArray[np.float64]) -> str:
    """Return one line as a path whose numbers are to be filled in."""
    return "M%.7g %.7g" + "L%.7g %.7g" * (int(points.shape[1]) // 2 - 1)


def _single_lines(scene: Scene, bundle: Bundle, points: NDArray[np.float64], painter: Painter) -> Iterator[str]:
    # Names are escaped once, not once for each line.
    sources = [xml_text(scene.shape_by_id[name].name) for name in bundle.sources]
    targets = [xml_text(scene.shape_by_id[name].name) for name in bundle.targets]
    colors, means = _paints(bundle, bundle.colors, "dv-line", painter), mean_texts(bundle)
    pattern = _pattern(points)
    rows = zip(
        bundle.source_index.tolist(), bundle.target_index.tolist(), bundle.values.tolist(), bundle.widths.tolist(),
        colors, bundle.dashed.tolist(), means, points.tolist(), strict=True,
    )  # fmt: skip
    for source, target, value, width, color, dashed, mean, place in rows:
        title = f"{sources[source]} → {targets[target]}: {format_number(value)}{xml_text(mean) if mean else ''}"
        yield (
            f'<path{color} stroke-width="{width:.3g}"{DASHES if dashed else ""} '
            f'd="{pattern % tuple(place)}"><title>{title}</title></path>'
        )


def _paints(bundle: Bundle, colors: NDArray[np.uint8], name: str, painter: Painter) -> list[str]:
    """Return the attributes of lines in some colours, with a space before; heads of arrows are filled."""
    shown, classes = painter.paint_numbers("stroke", colors)
    if not bundle.arrow:
        pairs = zip(shown, classes, strict=True)
        return [f' class="{f"{name} {own}".rstrip()}" stroke="{color}"' for color, own in pairs]
    of_heads = painter.paint_numbers("fill", colors)[1]
    return [
        f' class="{f"{name} {own} {head}".rstrip()}" stroke="{color}" fill="{color}"'
        for color, own, head in zip(shown, classes, of_heads, strict=True)
    ]


def _merged_lines(bundle: Bundle, points: NDArray[np.float64], painter: Painter) -> Iterator[str]:
    groups = _groups(bundle)
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    for members in np.split(order, starts[1:]):
        yield _merged(bundle, points, members, painter)


def _merged(bundle: Bundle, points: NDArray[np.float64], members: NDArray[np.intp], painter: Painter) -> str:
    mean = np.rint(bundle.colors[members].mean(axis=0, keepdims=True)).astype(np.uint8)
    color = _paints(bundle, mean, "dv-lines", painter)[0]
    width = float(bundle.widths[members].mean())
    dashes = DASHES if bundle.dashed[members[0]] else ""
    return f'<path{color} stroke-width="{width:.3g}"{dashes} d="{_path(points[members])}"/>'


def _groups(bundle: Bundle) -> NDArray[np.intp]:
    """Return a number for each line: lines of one number look alike; higher ones are drawn later."""
    low, high = float(bundle.widths.min()), float(bundle.widths.max())
    share = (bundle.widths - low) / (high - low) if high > low else np.zeros(len(bundle))
    strength = np.minimum((share * STRENGTHS).astype(np.intp), STRENGTHS - 1)
    sign = np.where(np.isnan(bundle.values), 2, bundle.values < 0).astype(np.intp)
    groups: NDArray[np.intp] = (strength * 3 + sign) * 2 + bundle.dashed
    return groups
