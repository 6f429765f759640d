"""What a picture looks like, before any format: shapes, connections, bundles, clusters, labels, legends.

Lengths are CSS pixels (1/96 inch); x grows to the right and y downwards. A scene may be without
positions (``x`` and ``y`` are ``None``): a layout fills them in. Colours are ``"#rrggbb"`` or the name of
a role in :data:`ROLES`, which the renderer's theme turns into a colour.
"""

from __future__ import annotations

from dotnet_viz.scene.arrays import Bundle, Mesh, Omission, Raster
from dotnet_viz.scene.figures import Bracket, Caption, Cluster, Connection, Face, Label, Shape, changed
from dotnet_viz.scene.legends import KEY_STROKE, KeyEntry, KeyLegend, Legend, PlacedKey, PlacedLegend
from dotnet_viz.scene.picture import Scene
from dotnet_viz.scene.vocabulary import (
    ANCHORS,
    CONNECTION_TEXT_SIZE,
    DIRECTIONS,
    FEW_CELLS,
    FLOWCHARTS,
    FORMS,
    MARGIN,
    ROLES,
    SPLINES,
    TRANSPARENT,
    Point,
)

__all__ = [
    "ANCHORS",
    "CONNECTION_TEXT_SIZE",
    "DIRECTIONS",
    "FEW_CELLS",
    "FLOWCHARTS",
    "FORMS",
    "KEY_STROKE",
    "MARGIN",
    "ROLES",
    "SPLINES",
    "TRANSPARENT",
    "Bracket",
    "Bundle",
    "Caption",
    "Cluster",
    "Connection",
    "Face",
    "KeyEntry",
    "KeyLegend",
    "Label",
    "Legend",
    "Mesh",
    "Omission",
    "PlacedKey",
    "PlacedLegend",
    "Point",
    "Raster",
    "Scene",
    "Shape",
    "changed",
]
