"""Meshes as SVG: one path for all lines, which are alike."""

from __future__ import annotations

import numpy as np

from dotnet_viz.renderers.common.bundles import mesh_ends
from dotnet_viz.renderers.common.escape import xml_attribute
from dotnet_viz.renderers.svg.elements import Painter, attributes
from dotnet_viz.scene import Mesh, Scene


def mesh_element(scene: Scene, mesh: Mesh, painter: Painter) -> str:
    """Return the lines of a mesh as one path; nothing if it has none.

    Args:
        scene: with places.
        mesh: one of its meshes.
        painter: the colours.
    """
    ends = np.round(mesh_ends(scene, mesh), 1) + 0.0
    if not len(ends):
        return ""
    path = ("M%.6g %.6gL%.6g %.6g" * len(ends)) % tuple(ends.ravel().tolist())
    width = attributes({"stroke-width": mesh.width})
    paint = painter.paint("dv-mesh", stroke=mesh.stroke)
    return f'<path{paint} data-name={xml_attribute(mesh.name)} fill="none"{width} d="{path}"/>'
