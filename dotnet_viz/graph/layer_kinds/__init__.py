"""What is known of classes of layers and operations: one table that everything asks.

``layers``, ``preprocessing`` and ``operations`` hold the table, ``kind`` says what its entries mean, and ``lookup`` finds
the entry of a layer, of the layer in a wrapper, or what can be inferred of a class that is in no table. What only some pictures
and texts need is imported from ``words``, ``settings`` and ``known``.
"""

from dotnet_viz.graph.layer_kinds.kind import FAMILIES, KernelAxes, LayerKind, Merge, Work
from dotnet_viz.graph.layer_kinds.lookup import (
    FOREIGN_OPERATIONS,
    changes_values_only,
    class_kind,
    core,
    core_kind,
    current_name,
    family_of,
    is_element_wise,
    keeps_units,
    kind_of,
)

__all__ = [
    "FAMILIES",
    "FOREIGN_OPERATIONS",
    "KernelAxes",
    "LayerKind",
    "Merge",
    "Work",
    "changes_values_only",
    "class_kind",
    "core",
    "core_kind",
    "current_name",
    "family_of",
    "is_element_wise",
    "keeps_units",
    "kind_of",
]
