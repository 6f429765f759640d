"""Every style of differences, one line each, as in :mod:`dotnet_viz.diagrams.styles`."""

from dotnet_viz.diagrams.diff.bar_changes import BarChanges as BarChanges
from dotnet_viz.diagrams.diff.merged import Merged as Merged
from dotnet_viz.diagrams.diff.side_by_side import SideBySide as SideBySide
from dotnet_viz.diagrams.weight_graph.weight_change_graph import WeightChangeGraph as WeightChangeGraph
