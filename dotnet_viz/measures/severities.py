"""How bad a finding is."""

from dotnet_viz.translation.translate import mark

SEVERITIES = (mark("error"), mark("warning"), mark("hint"))
"""From worst to least: broken; likely a fault; worth knowing."""
