"""Failures of a layout engine that a second try would meet again."""

from __future__ import annotations

from dotnet_viz.errors import EngineError


class LastingEngineError(EngineError):
    """The engine hangs, or its stack does not reach for the depth of the graph: with simpler lines it would fail as well."""
