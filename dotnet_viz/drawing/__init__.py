"""Pictures as users get them."""

from dotnet_viz.drawing.drawing import Drawing
from dotnet_viz.drawing.picture import Picture, check_target

__all__ = ["Drawing", "Picture", "check_target"]
