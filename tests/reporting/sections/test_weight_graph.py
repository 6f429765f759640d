from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Layer, Node, Port, Weight
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.printing.figures import fits_a_page, printed_figure, smallest_text
from dotnet_viz.reporting.printing.paper import SMALLEST_TEXT
from dotnet_viz.reporting.printing.slices import PAPER
from dotnet_viz.reporting.sections import weight_graph
from tests.builders import dense_chain
from tests.reporting.builders import model_graph


def test_neurons_have_the_names_that_were_given() -> None:
    features = ["north", "east", "south", "west"]
    context = ReportContext(model_graph(), feature_names=features, class_names=["rain", "sun"])
    section = weight_graph.build(context)
    assert section is not None
    for name in (*features, "rain", "sun"):
        assert name in section.data["figure"].svg
        assert name in section.data["print_figure"].svg
    assert "rain" not in weight_graph.build(ReportContext(model_graph())).data["figure"].svg  # type: ignore[union-attr]


def test_paper_gets_the_direction_that_shrinks_less() -> None:
    section = weight_graph.build(ReportContext(model_graph()))
    assert section is not None
    screen, paper = section.data["figure"], section.data["print_figure"]

    def scale(width: float, height: float) -> float:
        return min(PAPER[0] / width, PAPER[1] / height)

    assert scale(paper.width, paper.height) >= scale(screen.width, screen.height)


def test_a_model_without_dense_layers_or_without_values_has_no_weight_graph() -> None:
    assert weight_graph.build(ReportContext(Graph("m", "Sequential", (Node("n0", Layer("c", "c", "Conv2D")),)))) is None
    assert weight_graph.build(ReportContext(Graph.from_json(model_graph().to_json()))) is None


def test_channels_of_convolutions_are_drawn_too() -> None:
    kernel = Weight.from_array("kernel", np.ones((3, 3, 2, 4)))
    convolution = Graph("m", "Sequential", (Node("n0", Layer("c", "c", "Conv2D", weights=(kernel,))),))
    section = weight_graph.build(ReportContext(convolution))
    assert section is not None
    assert "norm of a kernel" in section.data["figure"].svg


def test_class_names_are_left_out_where_they_name_something_else() -> None:
    several = replace(model_graph(), outputs=(Port("n1"), Port("n2")))
    assert weight_graph.build(ReportContext(several, class_names=["a", "b", "c"])) is not None
    with pytest.raises(OptionError, match="class_names has 3 names"):
        weight_graph.build(ReportContext(model_graph(), class_names=["a", "b", "c"]))


def test_very_large_kernels_are_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight_graph, "MAX_VALUES_TWICE", 1)
    section = weight_graph.build(ReportContext(model_graph()))
    assert section is not None
    assert section.data["print_figure"].svg == section.data["figure"].svg


@pytest.mark.parametrize(("outputs", "layers"), [(10, 3), (40, 2)])
def test_of_many_layers_the_last_are_drawn_with_text_that_can_be_read_on_paper(outputs: int, layers: int) -> None:
    section = weight_graph.build(ReportContext(dense_chain(*[40] * 29, outputs)))
    assert section is not None
    assert f"last {layers} of 29 layers" in section.data["note"]
    assert f"{outputs} neurons" in section.data["figure"].svg
    assert section.data["note"].count("dense_28") == 1
    printed = printed_figure(section.data["print_figure"])
    assert len(printed.pictures) == 1
    assert smallest_text(printed.pictures[0]) >= SMALLEST_TEXT - 0.05
    assert f"{29 - layers} more layers" in section.data["figure"].svg


def test_a_small_model_is_drawn_whole_on_screens_even_where_paper_has_no_room() -> None:
    section = weight_graph.build(ReportContext(dense_chain(*[40] * 8)))
    assert section is not None
    assert section.data["note"] == ""
    assert "more layer" not in section.data["figure"].svg
    printed = printed_figure(section.data["print_figure"])
    assert smallest_text(printed.pictures[0]) >= SMALLEST_TEXT - 0.05


@pytest.mark.parametrize("outputs", [48, 100, 200])
def test_many_outputs_have_one_page_that_can_be_read(outputs: int) -> None:
    section = weight_graph.build(ReportContext(dense_chain(64, 32, outputs)))
    assert section is not None
    assert fits_a_page(section.data["print_figure"])
    assert f"{outputs} neurons" in section.data["figure"].svg
