from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.graph.automatic_names import without_number
from dotnet_viz.keras_format.config.names import listed, numbered, snake_case

KINDS = ["Dense", "Conv2DTranspose", "ReLU", "PReLU", "LSTM", "GlobalAveragePooling1D", "MultiHeadAttention", "ELU", "GRUCell"]


@pytest.mark.keras
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_the_name_that_keras_makes(kind: str) -> None:
    import keras

    assert snake_case(kind) == keras.src.utils.naming.to_snake_case(kind)


@given(st.lists(st.sampled_from(["a", "b", "c"])))
def test_numbered_names_are_unique(names: list[str]) -> None:
    found = numbered(names)
    assert len(set(found)) == len(names)
    assert [without_number(name) for name in found] == names


def test_a_list_that_fits_is_whole() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed([]) == ""
