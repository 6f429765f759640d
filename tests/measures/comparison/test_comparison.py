"""What a comparison says of itself."""

from __future__ import annotations

import json

from dotnet_viz.measures.comparison import Comparison, compare_graphs
from dotnet_viz.measures.comparison.texts.text import format_comparison
from tests.builders import dense_chain


def test_a_comparison_tells_itself_as_text_as_numbers_and_change_by_change() -> None:
    found = compare_graphs(dense_chain(3, 2), dense_chain(3, 4))
    assert isinstance(found, Comparison)
    assert str(found) == format_comparison(found)
    assert "(2,) → (4,)" in str(found)
    assert json.loads(json.dumps(found.to_dict()))["differs"] is True
    assert len(found.changes) == 1


def test_equal_comparisons_are_equal_and_differ_from_others() -> None:
    one, other = dense_chain(3, 2), dense_chain(3, 2, seed=1)
    assert compare_graphs(one, other) == compare_graphs(one, other)
    assert compare_graphs(one, other) != compare_graphs(one, one)
