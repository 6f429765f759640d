from __future__ import annotations

from dataclasses import replace

import numpy as np

from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.measures.comparison.texts.notebook import comparison_html
from dotnet_viz.readers import read
from dotnet_viz.translation.translate import in_language


def test_what_is_ignored_is_said_in_the_language_of_the_page() -> None:
    before, after = read([np.ones((3, 2))]), replace(read([np.ones((3, 2))]), name="other")
    found = compare_graphs(before, after, ignore=("weights", "order"))
    assert "ignored: weights, order" in comparison_html(found)
    with in_language("ru"):
        assert "ignored" not in comparison_html(found)
    with in_language("zh"):
        assert "weights、order" in comparison_html(found)
