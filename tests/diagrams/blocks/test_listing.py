from __future__ import annotations

from dotnet_viz.diagrams.blocks.listing import listed_blocks
from tests.builders import dense_chain, nested_graph


def test_each_row_leads_to_the_next_and_says_what_its_card_says() -> None:
    rows = listed_blocks(dense_chain(2, 3), fold=False)
    assert [row.targets for row in rows] == [(row.id,) for row in rows[1:]] + [()]
    assert rows[-1].contents[0].startswith("Dense")
    assert rows[-1].family == "dense"
    assert rows[-1].facts == "2 → 2 · 9 parameters"


def test_rows_inside_nested_models_name_them_and_no_other_frame() -> None:
    graph = nested_graph()
    models = [node.layer.name for node in graph.nodes if graph.is_model(node)]
    frames = {caption for row in listed_blocks(graph, fold=False) for caption in row.frames}
    assert {caption.split(" · ")[0] for caption in frames} == set(models)
