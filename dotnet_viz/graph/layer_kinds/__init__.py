"""What is known of classes of layers and operations: one table that everything asks.

``layers``, ``preprocessing`` and ``operations`` hold the table, ``kind`` says what its entries mean, and ``lookup`` finds
the entry of a layer, of the layer in a wrapper, or what can be said of a class that is in no table.
"""

from dotnet_viz.graph.layer_kinds.kind import FAMILIES, KernelAxes, LayerKind, Merge
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
from dotnet_viz.graph.layer_kinds.settings import SIZES, settings_in_words, short_settings
from dotnet_viz.graph.layer_kinds.words import in_words, layer_in_words

__all__ = [
    "FAMILIES",
    "FOREIGN_OPERATIONS",
    "SIZES",
    "KernelAxes",
    "LayerKind",
    "Merge",
    "changes_values_only",
    "class_kind",
    "core",
    "core_kind",
    "current_name",
    "family_of",
    "in_words",
    "is_element_wise",
    "keeps_units",
    "kind_of",
    "layer_in_words",
    "settings_in_words",
    "short_settings",
]
