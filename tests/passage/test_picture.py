from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.scene import Scene

RANDOM = np.random.default_rng(5)
LAYERS = [(RANDOM.standard_normal((6, 4)), None, "relu"), (RANDOM.standard_normal((4, 3)), None, "softmax")]
X = RANDOM.standard_normal((11, 6))


def test_the_picture_is_of_the_first_sample_and_says_of_how_many() -> None:
    passage = dv.pattern_passage(LAYERS, X)
    assert "sample 1 of 11" in passage.drawing.scene.notes
    assert dv.pattern_passage(LAYERS, X[0]).drawing.scene.notes == ("each layer has a scale of its own",)
    assert passage.svg == dv.pattern_passage(LAYERS, X).svg


def test_files_have_the_format_of_their_suffix(tmp_path: Path) -> None:
    passage = dv.pattern_passage(LAYERS, X)
    assert passage.save(tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    assert passage.save(tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")
    with np.load(passage.save(tmp_path / "p.npz")) as stored:
        np.testing.assert_allclose(stored["dense_2"], dv.activations(LAYERS, X[0])["dense_2"][0])
    with pytest.raises(OptionError, match="unknown picture format 'dot'"):
        passage.save(tmp_path / "p.dot")


def test_the_page_steps_through_the_layers_without_a_script(tmp_path: Path) -> None:
    page = dv.pattern_passage(LAYERS, X).save(tmp_path / "p.html").read_text()
    assert page.count('type="radio"') == page.count("<section ") == 4  # all together, the input, two layers
    assert "<script" not in page


def test_a_folder_has_a_picture_of_every_sample_and_runs_few_at_a_time(tmp_path: Path) -> None:
    made = 0

    def samples() -> object:
        nonlocal made
        for start in range(0, 20, 2):
            made += 1
            yield X[start % 10 : start % 10 + 2]
            assert made - len(list((tmp_path / "out").glob("*.svg"))) // 2 <= 2  # written before the next ones are made

    folder = dv.pattern_passage(LAYERS, samples()).save(tmp_path / "out", format="svg")
    assert sorted(path.name for path in folder.iterdir())[:2] == ["index.html", "sample-00001.svg"]
    assert len(list(folder.glob("*.svg"))) == 20
    assert (folder / "index.html").read_text().count("<img") == 20


def test_what_is_unknown_is_named() -> None:
    with pytest.raises(OptionError, match="did you mean 'colormap'"):
        dv.pattern_passage(LAYERS, X, colourmap="gray")
    with pytest.raises(OptionError, match="unknown layer"):
        dv.pattern_passage(LAYERS, X, layers=["dense_9"])
    with pytest.raises(UnsupportedInputError):
        dv.pattern_passage(LAYERS, object()).png()


@pytest.mark.browser
def test_keys_go_from_layer_to_layer(page: object, tmp_path: Path) -> None:
    path = dv.pattern_passage(LAYERS, X).save(tmp_path / "p.html")
    page.goto(path.as_uri())  # type: ignore[attr-defined]
    shown = "[...document.querySelectorAll('section')].filter(s => getComputedStyle(s).display !== 'none').map(s => s.id)"
    assert page.evaluate(shown) == ["s0"]  # type: ignore[attr-defined]
    page.focus("#i0")  # type: ignore[attr-defined]
    page.keyboard.press("ArrowDown")  # type: ignore[attr-defined]
    assert page.evaluate(shown) == ["s1"]  # type: ignore[attr-defined]


def frames(passage: object) -> list[Scene]:
    return [frame.picture.scene for frame in dv.animate(passage).frames]  # type: ignore[attr-defined]


def test_layers_appear_one_after_the_other_in_their_places() -> None:
    passage = dv.pattern_passage(LAYERS, X)
    found = frames(passage)
    assert dv.animate(passage).captions == ("1 of 3: input", "2 of 3: dense_1", "3 of 3: dense_2")
    assert len({scene.size for scene in found}) == 1
    for number, scene in enumerate(found):
        places = [(raster.x, raster.y, raster.width, raster.height) for raster in scene.rasters]
        assert places == [(raster.x, raster.y, raster.width, raster.height) for raster in found[-1].rasters]
        drawn = [len(np.unique(raster.colors.reshape(-1, 3), axis=0)) > 1 for raster in scene.rasters]
        assert drawn == sorted(drawn, reverse=True)  # first the layers that are there, then blank places
        assert sum(drawn) == 2 * (number + 1)  # an image and a colour bar each
        assert {shape.name for shape in scene.shapes if shape.stroke == "accent"} == {("input", "dense_1", "dense_2")[number]}
    whole = passage.drawing.scene
    for raster, last in zip(whole.rasters, found[-1].rasters, strict=True):
        np.testing.assert_array_equal(raster.colors, last.colors)


def test_moving_formats_are_written_by_suffix(tmp_path: Path) -> None:
    passage = dv.pattern_passage(LAYERS, X, theme="dark")
    with Image.open(passage.save(tmp_path / "p.gif", fps=2, hold=1)) as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]
        assert image.info["duration"] == 500
    assert passage.save(tmp_path / "p.webp").read_bytes()[8:12] == b"WEBP"
    assert b"acTL" in passage.save(tmp_path / "p.apng").read_bytes()
    with pytest.raises(OptionError, match="fps takes a number from"):
        passage.save(tmp_path / "p.gif", fps=0)


def test_no_text_slides_from_place_to_place() -> None:
    moving = str(dv.animate(dv.pattern_passage(LAYERS, X)).to_format("svg"))
    assert 'attributeName="x"' not in moving
    assert 'attributeName="y"' not in moving
    assert "<script" in str(dv.animate(dv.pattern_passage(LAYERS, X)).to_format("html"))


def test_passages_of_several_inputs_are_frames_too() -> None:
    made = dv.animate([dv.pattern_passage(LAYERS, x) for x in X[:3]], captions=["a", "b", "c"])
    assert made.captions == ("a", "b", "c")
    with pytest.raises(OptionError, match="frames of a passage say their layer"):
        dv.animate(dv.pattern_passage(LAYERS, X), captions=["a"])
