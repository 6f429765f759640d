"""``dv.animate``: what it takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, OptionError, UnsupportedInputError
from tests.training.records import KERNEL, write_record


def models() -> list[list[np.ndarray]]:
    return [[np.full((2, 2), value)] for value in (1.0, 2.0, 3.0)]


def test_the_folder_of_a_run_is_taken(tmp_path: Path) -> None:
    write_record(tmp_path / "runs" / "7", 3)
    made = dv.animate(tmp_path / "runs" / "7")
    assert made.captions == ("epoch 1 of 3", "epoch 2 of 3", "epoch 3 of 3")
    last = made.frames[-1].picture.scene.bundles[0]  # type: ignore[attr-defined]
    assert sorted(last.values.tolist()) == sorted((3 * KERNEL)[KERNEL != 0].tolist())


def test_models_in_a_row_have_captions(tmp_path: Path) -> None:
    made = dv.animate(models(), style="weight-matrix", title="three")
    assert made.captions == ("1 of 3", "2 of 3", "3 of 3")
    assert made.title == "three"
    for turn, values in enumerate(models()):
        np.savez(tmp_path / f"epoch-{turn}.npz", kernel=values[0])
    assert dv.animate(tmp_path).captions == ("epoch-0.npz", "epoch-1.npz", "epoch-2.npz")
    assert dv.animate(models(), captions=["a", "b", "c"], frames=2).captions == ("a", "c")


def test_pictures_are_joined() -> None:
    made = dv.animate([dv.weight_graph(model) for model in models()], captions=["a", "b", "c"], title="pictures", fps=4)
    assert made.durations == (250, 250, 2000)
    assert made.title == "pictures"


def test_what_cannot_move_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedInputError, match="a list of models or of a list of pictures, not of a dict"):
        dv.animate({"a": 1})
    with pytest.raises(OptionError, match="needs at least two models or pictures, and there are 1"):
        dv.animate(models()[:1])
    with pytest.raises(OptionError, match="captions has 1 texts, but there are 3 frames"):
        dv.animate(models(), captions=["a"])
    with pytest.raises(OptionError, match=r"'m.keras' is one model; an animation needs two or more, or the folder of a run"):
        dv.animate("m.keras")
    with pytest.raises(OptionError, match="metrics are those of a training"):
        dv.animate(models(), metrics=["loss"])
    with pytest.raises(MissingFileError, match="there is no training log"):
        dv.animate(tmp_path / "nothing")
    with pytest.raises(OptionError, match=r"fps takes a number from 0.1 to 50, not 0"):
        dv.animate(models(), fps=0)
    with pytest.raises(OptionError, match="unknown style 'wieght-graph'"):
        dv.animate(models(), style="wieght-graph")


def test_nothing_is_left_behind_where_a_file_cannot_be_made(tmp_path: Path) -> None:
    made = dv.animate(models())
    with pytest.raises(OptionError, match="max_bytes is 10 bytes"):
        made.save(tmp_path / "a.svg", max_bytes=10)
    with pytest.raises(OptionError, match="unknown picture format 'bmp'"):
        made.save(tmp_path / "a.bmp")
    assert list(tmp_path.iterdir()) == []
    assert made.save(tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg ")
