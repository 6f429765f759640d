"""Bundles as SVG: a path a line while there are few, else one path for all lines of like sign and strength."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.renderers.lines import hex_colors, line_ends
from dotnet_viz.renderers.quoting import xml_attribute, xml_text
from dotnet_viz.scene import Bundle, Scene

SINGLE_LINES = 2000
STRENGTHS = 16

_DASHES = ' stroke-dasharray="5 3"'


def bundle_elements(scene: Scene, *, smooth: bool = True) -> Iterator[str]:
    """Yield a group for each bundle.

    Up to :data:`SINGLE_LINES` lines in a scene are elements of their own, with their values as tooltips.
    Beyond that, lines are drawn by sign and by :data:`STRENGTHS` steps of width, weak ones first, each step
    in the mean colour of its lines.
    """
    hint = "" if smooth else ' shape-rendering="optimizeSpeed"'
    single = _are_single(scene)
    for bundle in scene.bundles:
        if not len(bundle):
            continue
        ends = np.round(line_ends(scene, bundle), 2) + 0.0
        inside = _single_lines(scene, bundle, ends) if single else _merged_lines(bundle, ends)
        yield f'<g class="dv-bundle" data-name={xml_attribute(bundle.name)} fill="none"{hint}>{"".join(inside)}</g>'


def drawing_order(scene: Scene, bundle: Bundle) -> NDArray[np.intp]:
    """Return the positions of a bundle's lines in the order in which they stand in the picture."""
    if _are_single(scene):
        return np.arange(len(bundle))
    return np.argsort(_groups(bundle), kind="stable")


def _are_single(scene: Scene) -> bool:
    return sum(len(bundle) for bundle in scene.bundles) <= SINGLE_LINES


def _single_lines(scene: Scene, bundle: Bundle, ends: NDArray[np.float64]) -> Iterator[str]:
    sources = [scene.shape_by_id[name].name for name in bundle.sources]
    targets = [scene.shape_by_id[name].name for name in bundle.targets]
    colors = hex_colors(bundle.colors)
    rows = zip(
        bundle.source_index.tolist(), bundle.target_index.tolist(), bundle.values.tolist(), bundle.widths.tolist(),
        colors, bundle.dashed.tolist(), ends.tolist(), strict=True,
    )  # fmt: skip
    for source, target, value, width, color, dashed, (x0, y0, x1, y1) in rows:
        title = xml_text(f"{sources[source]} → {targets[target]}: {value:.6g}")
        yield (
            f'<path class="dv-line" stroke="{color}" stroke-width="{width:.3g}"{_DASHES if dashed else ""} '
            f'd="M{x0:.7g} {y0:.7g}L{x1:.7g} {y1:.7g}"><title>{title}</title></path>'
        )


def _merged_lines(bundle: Bundle, ends: NDArray[np.float64]) -> Iterator[str]:
    groups = _groups(bundle)
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    for members in np.split(order, starts[1:]):
        yield _merged(bundle, ends, members)


def _merged(bundle: Bundle, ends: NDArray[np.float64], members: NDArray[np.intp]) -> str:
    color = hex_colors(np.rint(bundle.colors[members].mean(axis=0, keepdims=True)).astype(np.uint8))[0]
    width = float(bundle.widths[members].mean())
    dashes = _DASHES if bundle.dashed[members[0]] else ""
    path = ("M%.7g %.7gL%.7g %.7g" * len(members)) % tuple(ends[members].ravel().tolist())
    return f'<path class="dv-lines" stroke="{color}" stroke-width="{width:.3g}"{dashes} d="{path}"/>'


def _groups(bundle: Bundle) -> NDArray[np.intp]:
    """Return a number for each line: lines of one number look alike; higher ones are drawn later."""
    low, high = float(bundle.widths.min()), float(bundle.widths.max())
    share = (bundle.widths - low) / (high - low) if high > low else np.zeros(len(bundle))
    strength = np.minimum((share * STRENGTHS).astype(np.intp), STRENGTHS - 1)
    sign = np.where(np.isnan(bundle.values), 2, bundle.values < 0).astype(np.intp)
    groups: NDArray[np.intp] = (strength * 3 + sign) * 2 + bundle.dashed
    return groups
