"""Which layers stand in a box together."""

from __future__ import annotations

from dotnet_viz.diagrams.common.graphs.flat_graph import flattened
from dotnet_viz.diagrams.transformer.parts import parts_of
from tests.diagrams.attention_graphs import encoder, encoder_decoder


def test_layers_of_one_purpose_are_one_box() -> None:
    parts = parts_of(flattened(encoder(1)))
    assert [[node.layer.kind for node in part.nodes] for part in parts] == [
        ["InputLayer"], ["Embedding"], ["MultiHeadAttention"], ["Add", "LayerNormalization"], ["Dense", "Dense"],
        ["Add", "LayerNormalization"],
    ]  # fmt: skip
    assert not any(part.is_cross for part in parts)


def test_what_is_attended_to_is_the_encoder() -> None:
    parts = parts_of(flattened(encoder_decoder(2)))
    assert [part.is_cross for part in parts].count(True) == 2
    assert {part.column for part in parts if part.is_cross} == {1}
    assert sum(part.column == 0 for part in parts) == 10
