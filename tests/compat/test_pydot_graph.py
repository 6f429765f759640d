from __future__ import annotations

import json
import subprocess

import pydot
import pytest

from dotnet_viz.compat.layer_labels import LabelColumns
from dotnet_viz.compat.layer_texts import LayerTexts
from dotnet_viz.compat.live_layers import LiveLayers
from dotnet_viz.compat.pydot_graph import Pen
from tests.builders import dense_chain


def pen() -> Pen:
    graph = dense_chain(2, 3)
    return Pen(LayerTexts(graph, LiveLayers(graph)), LabelColumns(shapes=True))


def test_clusters_of_one_name_have_ids_of_their_own_and_the_same_label() -> None:
    maker = pen()
    clusters = [maker.cluster(name) for name in ("a", "a", "a_2", "a")]
    assert [cluster.get_name() for cluster in clusters] == ["cluster_a", "cluster_a_2", "cluster_a_2_2", "cluster_a_3"]
    assert [cluster.get_label() for cluster in clusters] == ["a", "a", "a_2", "a"]


@pytest.mark.dot
@pytest.mark.parametrize("name", ["plain", "two words", "<b>", 'a"b', "a\\nb", "a:b", "&lt;", "node", "1", "1a", "ü", "x\ny"])
def test_any_name_is_the_label_of_its_cluster(name: str) -> None:
    dot, cluster = pydot.Dot(), pen().cluster(name)
    cluster.add_node(pydot.Node("n0"))
    dot.add_subgraph(cluster)
    done = subprocess.run(["dot", "-Tsvg"], input=dot.to_string().encode(), capture_output=True, check=True)
    json0 = subprocess.run(["dot", "-Tjson0"], input=dot.to_string().encode(), capture_output=True, check=True)
    assert len(json.loads(json0.stdout)["objects"]) == 2
    shown = done.stdout.decode()
    for part in name.split("\n"):
        assert (
            f">{part.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace(chr(34), '&quot;')}</text>"
            in shown
        )


def test_the_model_as_one_node_tells_its_inputs_and_outputs() -> None:
    label = pen().whole().get("label")
    assert "<b>mlp</b> (Sequential)" in label
    assert "Output shape: <b>(None, 2)</b>" in label
