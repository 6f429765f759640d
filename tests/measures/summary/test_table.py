from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, TensorSpec, Weight
from dotnet_viz.measures.summary.columns import clip, display_width
from dotnet_viz.measures.summary.summary import Summary, summarise
from dotnet_viz.measures.summary.table import format_summary


def model(*names: str, shape: tuple[int | None, ...] = (None, 28, 28, 3), kind: str = "Conv2D") -> Summary:
    weights = (Weight("kernel", "kernel", (1000, 1000), "float32"), Weight("mean", "mean", (10,), "float32", trainable=False))
    layers = [Layer(f"{n}", name, kind, activation="relu", weights=weights) for n, name in enumerate(names)]
    nodes = tuple(Node(f"n{n}", item, outputs=(TensorSpec(shape, "float32"),)) for n, item in enumerate(layers))
    edges = tuple(Edge(f"n{n}", 0, f"n{n + 1}", 0) for n in range(len(nodes) - 1))
    origin = Origin("keras", framework="Keras", framework_version="3.15.1", file_size=4_000_000)
    return summarise(Graph("net", "Sequential", nodes, edges, (Port("n0"),), (Port(nodes[-1].id),), origin, ("a note " * 30,)))


def test_the_whole_text() -> None:
    summary = dataclasses.replace(model("first", "second"), notes=("a note",))
    assert str(summary) == "\n".join(
        [
            "Model net (Sequential)",
            "Source: keras, made with Keras 3.15.1, file 3.8 MiB",
            "",
            "Layer   Class   Output shape       Activation  Dtype    Parameters  Trainable  MACs  FLOPs   Memory  Connected to",
            "─" * 113,
            "first   Conv2D  (None, 28, 28, 3)  relu        float32   1,000,010  1,000,000     ?      ?  9.2 KiB",
            "second  Conv2D  (None, 28, 28, 3)  relu        float32   1,000,010  1,000,000     ?      ?  9.2 KiB  first",
            "",
            "Layers: 2",
            "Parameters: 2,000,020 (7.6 MiB)",
            "  trainable: 2,000,000",
            "  not trainable: 20",
            "Operations per sample: ? MACs, ? FLOPs",
            "Activations per sample: 18.4 KiB (18.4 KiB at a time)",
            "Weights of float32: 2,000,020",
            "Input first: (None, 28, 28, 3) float32",
            "Output second: (None, 28, 28, 3) float32",
            "Note: a note",
        ]
    )


def test_nested_layers_are_indented() -> None:
    outer, inner = Layer("enc", "enc", "Functional", "model"), Layer("enc/a", "a", "Dense")
    text = str(summarise(Graph("m", "F", (Node("n0", outer), Node("n1", inner, parent="n0")))))
    assert "\nenc " in text
    assert "\n  a " in text


def test_columns_that_say_nothing_are_left_out() -> None:
    text = str(summarise(Graph("m", "F", (Node("n0", Layer("a", "a", "Dense")),))))
    assert "Activation " not in text
    assert "Connected to" not in text


@pytest.mark.parametrize("trainable", [False, True])
def test_trainable_is_reported(trainable: bool) -> None:
    frozen = Layer("a", "a", "Dense", weights=(Weight("kernel", "kernel", (2,), "float32", trainable),), trainable=trainable)
    row = str(summarise(Graph("m", "F", (Node("n0", frozen),)))).split("\n")[5]
    assert ("yes" if trainable else "no") in row.split()


@pytest.mark.parametrize(
    "name",
    [
        "a\nb",
        "a\r\nb",
        "\x1b[31mred",
        "\x9b31m",
        "a\tb",
        "\u202egnp.exe",
        "a\u2028b",
        "\ud800",
        "\x00",
        "\u2067x\u2069",
        "\x07\x08",
    ],
)
def test_names_cannot_steer_a_terminal(name: str) -> None:
    summary = model(name, name, kind=name)
    summary = dataclasses.replace(summary, name=name, kind=name, notes=(name,), framework_version=name)
    for text in (format_summary(summary), format_summary(summary, 80)):
        assert all(character.isprintable() or character == "\n" for character in text)
        assert len(text.split("\n")) == len(format_summary(dataclasses.replace(model("a", "b"), notes=("n",))).split("\n"))
        text.encode("utf-8")


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4), st.integers(40, 200))
def test_no_line_is_wider_than_asked(names: list[str], width: int) -> None:
    text = format_summary(model(*names), width)
    assert max(display_width(line) for line in text.split("\n")) <= width


def test_important_columns_stay_and_numbers_are_whole_where_there_is_little_room() -> None:
    text = format_summary(model("a_rather_long_name_of_a_layer_" * 9, "b"), 60)
    assert "1,000,010" in text
    assert "Class" in text
    assert "Connected to" not in text
    assert "…" in text
    assert "…" not in format_summary(model("a", "b"), 113).split("Note")[0]


def test_a_width_that_is_too_narrow_is_refused() -> None:
    with pytest.raises(OptionError, match=r"width 39 is too narrow .* at least 40"):
        format_summary(model("a"), 39)


def test_long_names_are_shortened_without_a_width() -> None:
    text = format_summary(model("x" * 10_000, "y"))
    assert max(len(line) for line in text.split("\nNote")[0].split("\n")) < 180
    assert "x" * 15 + "…" not in text.split("\n")[0]


def test_wide_characters_keep_the_columns_straight() -> None:
    lines = str(model("输入层", "e\u0301te", "emoji 😀")).split("\n")[5:8]
    assert len({display_width(line[: line.index("Conv2D")]) for line in lines}) == 1


@given(st.text(), st.integers(1, 30))
def test_clip_never_exceeds_its_width(text: str, width: int) -> None:
    assert display_width(clip(text, width)) <= max(width, 0)
    assert clip(text, 10_000) == text
