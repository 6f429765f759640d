from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.diagrams.tree.style import TreeDiagram
from dotnet_viz.drawing import Drawing
from dotnet_viz.measures.trees.node_data import tree_data
from tests.measures.trees.random_trees import random_tree, rows_for
from tests.test_contrast import SCRIPT as CONTRASTS
from tests.test_overlaps import SCRIPT as OVERLAPS


def drawing(direction: str = "TB", categorical: bool = True) -> Drawing:
    tree, x = random_tree(12, 7, categorical=categorical), rows_for(3, 300)
    data = tree_data(tree, x, np.arange(300) % 3, (0, 1, 2))
    return Drawing(TreeDiagram(max_depth=5, rankdir=direction).build(tree, data, x[5]), theme="auto")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(browser: Any, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1600, "height": 900})
    page.set_content(f"<!DOCTYPE html><body style='margin:0'>{drawing().svg}")
    found = page.evaluate(CONTRASTS)
    page.close()
    assert len(found) > 50
    assert [(text, ratio) for text, ratio in found if ratio < 4.5] == []


@pytest.mark.browser
@pytest.mark.parametrize("direction", ["TB", "LR", "BT", "RL"])
def test_nothing_overlaps(page: Any, direction: str) -> None:
    page.set_content(f"<body style='margin: 0'>{drawing(direction).svg}</body>")
    assert page.evaluate(OVERLAPS) == []
