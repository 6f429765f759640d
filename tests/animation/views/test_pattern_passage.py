"""What an input becomes over the epochs of a training."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from dotnet_viz.scene import Scene
from tests.animation.trainings import EPOCHS, HIDDEN, learnt, rings, run
from tests.animation.views.test_views import training

X = rings()[0][0]


def scenes(**options: object) -> list[Scene]:
    made = dv.animate(training(), style=dv.PatternPassage(X, **options))  # type: ignore[arg-type]
    return [frame.picture.scene for frame in made.frames]  # type: ignore[attr-defined]


def test_there_is_a_frame_for_each_epoch_in_which_nothing_jumps() -> None:
    found = scenes()
    assert len(found) == EPOCHS + 1
    places = [[(shape.id, shape.x, shape.y) for shape in scene.shapes if shape.kind == "layer"] for scene in found]
    assert all(one == places[0] for one in places)
    assert len({scene.size for scene in found}) == 1
    assert [shape.name for shape in found[0].shapes if shape.kind == "layer"] == ["input", "hidden", "ring"]
    captions = [label.text for label in found[-1].labels]
    assert f"epoch {EPOCHS} of {EPOCHS}" in captions
    assert "loss" in captions


@pytest.mark.parametrize("scaling_per", ["layer", "model"])
def test_colours_are_those_of_one_scale_of_all_frames(scaling_per: str) -> None:
    states = learnt()[0]
    hidden = np.stack([np.maximum(X @ state["hidden/kernel"] + state["hidden/bias"], 0) for state in states])
    found = scenes(colormap="gray", scaling_per=scaling_per)
    images = [next(raster for raster in scene.rasters if raster.name.startswith("hidden")) for scene in found]
    grey = np.stack([image.colors[0, :, 0] for image in images])
    assert grey.shape == (EPOCHS + 1, HIDDEN)
    ring = [
        1 / (1 + np.exp(-(row @ state["ring/kernel"] + state["ring/bias"]))) for row, state in zip(hidden, states, strict=True)
    ]
    every = hidden if scaling_per == "layer" else np.concatenate([hidden.ravel(), np.ravel(ring)])
    expected = 255 * (hidden - every.min()) / (every.max() - every.min())
    assert np.abs(grey - expected).max() <= 1


def test_the_style_has_a_name_and_says_what_it_needs() -> None:
    made = dv.animate(training(), style="pattern-passage", x=X, frames=3)
    assert made.captions == (f"epoch 0 of {EPOCHS}", f"epoch 4 of {EPOCHS}", f"epoch {EPOCHS} of {EPOCHS}")
    with pytest.raises(OptionError, match=r"style 'pattern-passage' needs x=\.\.\."):
        dv.animate(training(), style="pattern-passage")
    with pytest.raises(OptionError, match=r"style 'ConfusionMatrix' needs y=\.\.\."):
        dv.animate(training(), style=dv.ConfusionMatrix, x=X)


def test_a_record_of_samples_says_how_to_record_whole_weights() -> None:
    states = learnt()[0]
    sampled = run(load_graph=training().load_graph, load_snapshot=lambda e: {n: v[:1] for n, v in states[e].items()})
    with pytest.raises(OptionError, match=r"no whole values of 'hidden/kernel'.*dv\.ReportCallback"):
        dv.animate(sampled, style=dv.PatternPassage(X))


def test_batches_that_are_made_one_by_one_and_files_are_read(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", X)
    from_file = dv.animate(training(), style=dv.PatternPassage(tmp_path / "x.npy"), frames=2)
    from_batches = dv.animate(training(), style=dv.PatternPassage(iter([X[np.newaxis]])), frames=2)
    for one, other in zip(from_file.frames, from_batches.frames, strict=True):
        assert one.picture.svg == other.picture.svg


def test_a_row_of_models_is_taken_too() -> None:
    states = [[(np.full((2, 3), scale), None, "relu")] for scale in (1.0, 2.0)]
    made = dv.animate(states, style=dv.PatternPassage([1.0, 2.0]), captions=["before", "after"])
    assert made.captions == ("before", "after")


def test_a_training_that_failed_is_drawn_without_warnings() -> None:
    random = np.random.default_rng(0)
    states = [[(random.normal(size=(2, 4)) * scale, None, "relu"), np.ones((4, 3)) * scale] for scale in (1.0, np.nan, 1e200)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = dv.animate(states, style=dv.PatternPassage([1.0, 2.0], class_names=["a", "b", "c"]))
        assert made.to_format("gif")
