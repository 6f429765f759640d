"""How long the import takes, against NumPy's."""

from __future__ import annotations

from benchmarks.timing import Comparison, python, race


def measure() -> list[Comparison]:
    """Compare ``import dotnet_viz`` with ``import numpy``."""
    ours, theirs = race(python("import dotnet_viz"), python("import numpy"), rounds=15)
    return [Comparison("import the package", ours, theirs, "import numpy", bound=1.5)]
