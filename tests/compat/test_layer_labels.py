from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.compat.layer_labels import LabelColumns, LayerText, html_label

EVERYTHING = LabelColumns(names=True, activations=True, shapes=True, dtype=True, trainable=True)


def rows(text: LayerText, columns: LabelColumns = EVERYTHING) -> list[list[str]]:
    """Return the text of each cell, row by row."""
    table = ET.fromstring(html_label(text, columns)[1:-1])
    return [["".join(cell.itertext()) for cell in row] for row in table]


def test_rows_and_cells_in_the_order_of_keras() -> None:
    text = LayerText("d", "Dense", "relu", "(None, 2)", "(None, 3)", "float32", trainable=False, call="1 of 2")
    assert rows(text) == [
        ["d (Dense)"],
        ["Activation: relu"],
        ["Call: 1 of 2"],
        ["Input shape: (None, 2)", "Output shape: (None, 3)", "Output dtype: float32", "Non-trainable"],
    ]
    assert rows(LayerText("d", "Dense"), LabelColumns(names=False)) == [["Dense"]]


def test_an_input_has_no_input_shape_and_nothing_to_train() -> None:
    assert rows(LayerText("i", "InputLayer", outputs="(None, 2)"))[-1] == ["Output shape: (None, 2)", "Output dtype: ?"]


@given(st.text(), st.text(), st.text())
def test_any_text_is_one_well_formed_label(name: str, kind: str, activation: str) -> None:
    found = rows(LayerText(name, kind, activation))
    assert len(found) == 3
    if name.isprintable() and name:
        assert found[0][0].startswith(name + " (")
