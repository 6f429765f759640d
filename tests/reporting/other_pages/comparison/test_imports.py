from __future__ import annotations

import subprocess
import sys

import pytest

COMPARED = "import numpy as np, dotnet_viz as dv; found = dv.compare([np.ones((3, 2))], [np.ones((3, 2)) * 2])"
IMPORTED = f"{COMPARED}; from dotnet_viz.reporting.other_pages.comparison import"
PAGES = {
    "page": f"{IMPORTED} comparison_page; comparison_page(found, dv.diff(found))",
    "markdown": f"{IMPORTED} comparison_markdown; comparison_markdown(found)",
}


@pytest.mark.parametrize("made", PAGES)
def test_a_page_of_a_comparison_loads_no_section_of_a_report(made: str) -> None:
    listing = "import sys; print([name for name in sys.modules if name.startswith('dotnet_viz.reporting')])"
    run = subprocess.run([sys.executable, "-c", f"{PAGES[made]}; {listing}"], capture_output=True, text=True, check=True)
    assert "dotnet_viz.reporting.other_pages.comparison" in run.stdout
    for part in ("sections", "request", "report", "context", "measured"):
        assert f"dotnet_viz.reporting.{part}" not in run.stdout
