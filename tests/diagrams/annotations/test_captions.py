from __future__ import annotations

import json
from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.annotate import SHOWING_LAYERS
from dotnet_viz.errors import OptionError, UnreadableFileError, UnsafeFileError
from tests.conftest import DATA

CNN = dv.read(DATA / "models" / "cnn-28x28.keras")


def texts(drawing: dv.Drawing) -> list[str]:
    return [label.text for label in (*drawing.placed.labels, *(one for shape in drawing.placed.shapes for one in shape.labels))]


@pytest.mark.parametrize("style", SHOWING_LAYERS)
def test_a_function_adds_a_line_to_the_layers_that_it_has_one_for(style: str) -> None:
    drawing = dv.draw(CNN, style=style, captions=lambda layer: "see 3.1" if layer.name == "conv2d_15" else None)
    assert sum("see 3.1" in text for text in texts(drawing)) == 1


def test_an_empty_text_is_no_line() -> None:
    assert dv.draw(CNN, captions=lambda layer: "").placed == dv.draw(CNN).placed
    assert dv.draw(CNN, captions={"dense_9": ""}).placed == dv.draw(CNN).placed


def test_a_mapping_takes_names_and_patterns_and_a_file_is_one(tmp_path: Path) -> None:
    given = {"conv2d_.*": "features\nsecond line", "dense_10": "classes", "dense_9": None}
    found = texts(dv.draw(CNN, captions=given))
    assert [found.count(text) for text in ("features", "second line", "classes")] == [2, 2, 1]
    (tmp_path / "captions.json").write_text(json.dumps(given))
    assert dv.draw(CNN, captions=tmp_path / "captions.json").svg == dv.draw(CNN, captions=given).svg


@pytest.mark.parametrize("pattern", ["(a+)+b", "a*a*a*b", "(?:ab){9}", "a" * 201])
def test_patterns_of_a_file_that_may_take_very_long_are_refused(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "captions.json").write_text(json.dumps({pattern: "x"}))
    with pytest.raises(UnsafeFileError, match="may take very long; in a file one may have up to 2 of"):
        dv.draw(CNN, captions=tmp_path / "captions.json")


def test_a_file_of_very_many_patterns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "captions.json").write_text(json.dumps({f"a{number}": "x" for number in range(200_000)}))
    with pytest.raises(UnsafeFileError, match=r"has 200,000 patterns for \d+ layers; name the layers themselves"):
        dv.draw(CNN, captions=tmp_path / "captions.json")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (3, "captions must be a function"),
        (lambda layer: 3, "captions has 3 for 'input_layer_4'; a caption is a text"),
        ({"conv2d_14": 1}, "captions has 1 for 'conv2d_14'"),
        ({"conv": "x"}, "captions names no layer"),
    ],
)
def test_what_cannot_be(given: object, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        dv.draw(CNN, captions=given)


def test_a_file_with_something_else(tmp_path: Path) -> None:
    (tmp_path / "captions.json").write_text("[1]")
    with pytest.raises(UnreadableFileError, match="must hold an object"):
        dv.draw(CNN, captions=tmp_path / "captions.json")
