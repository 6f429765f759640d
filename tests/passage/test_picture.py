from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, UnsupportedInputError

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
