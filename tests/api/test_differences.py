"""The verbs that compare, as users call them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, OptionError, UnsupportedInputError
from tests.conftest import DATA

MODELS = DATA / "models"
BEFORE = [(np.ones((3, 2)), np.zeros(2), "relu"), np.ones((2, 1))]
AFTER = [(np.full((3, 2), 2.0), np.zeros(2), "tanh"), np.ones((2, 1))]


def test_compare_takes_what_read_takes_and_is_false_where_nothing_differs() -> None:
    assert not dv.compare(MODELS / "multi.keras", dv.read(MODELS / "multi.keras"))
    found = dv.compare(BEFORE, AFTER)
    assert found
    assert found.layers.changed[0].fields[0].before == "relu"
    assert not dv.compare(BEFORE, AFTER, ignore=("weights", "activation"))
    assert isinstance(found, dv.Comparison)


def test_progress_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    dv.compare(BEFORE, AFTER, progress=told.append)
    assert told[:2] == ["reading the models", "matching layers"]
    assert capsys.readouterr().err == ""


def test_a_mapping_is_used() -> None:
    found = dv.compare(BEFORE, AFTER, mapping={"dense_1": "dense_2"})
    assert found.layers.matches[-1].reason == "given"


def test_diff_draws_models_or_a_comparison(tmp_path: Path) -> None:
    drawing = dv.diff(BEFORE, AFTER)
    assert drawing.scene == dv.diff(dv.compare(BEFORE, AFTER)).scene
    assert drawing.save(tmp_path / "diff.svg").read_text(encoding="utf-8").startswith("<")
    assert dv.diff(BEFORE, AFTER, style="side-by-side", fold=False).scene.layout == "given"
    assert dv.diff(BEFORE, AFTER, style=dv.WeightChangeGraph(show="after")).scene.bundles
    assert dv.diff(BEFORE, AFTER, ignore="weights,activation").scene.notes[0].startswith("=  No differences")
    assert dv.diff(BEFORE, AFTER, theme="dark").svg != drawing.svg


def test_names_that_are_cut_in_a_difference_differ() -> None:
    name = (
        "a_stage_with_a_name_of_so_many_words_that_no_box_has_room_for_it_block_{}_and_the_convolution_that_it_has_at_its_end"
    )
    kernels = [np.ones((2, 2)), np.ones((2, 2))]
    before, after = ({name.format(place): (kernel * size,) for place, kernel in enumerate(kernels)} for size in (1, 2))
    for style in ("merged", "side-by-side"):
        scene = dv.diff(before, after, style=style).scene
        cut = [label.text for shape in scene.shapes for label in shape.labels if "a_stage" in label.text]
        assert all("…" in text for text in cut)
        assert len(set(cut)) == 2


def test_options_of_diff_are_checked() -> None:
    with pytest.raises(OptionError, match=r"'sideways'.*merged"):
        dv.diff(BEFORE, AFTER, style="sideways")
    with pytest.raises(OptionError, match=r"'folds'.*fold"):
        dv.diff(BEFORE, AFTER, folds=False)
    with pytest.raises(OptionError, match="stands alone"):
        dv.diff(dv.compare(BEFORE, AFTER), ignore="names")
    with pytest.raises(UnsupportedInputError):
        dv.diff(BEFORE, None)


def test_evolution_takes_a_list_or_a_folder(tmp_path: Path) -> None:
    for number, name in ((2, "multi"), (10, "rnn"), (1, "multi")):
        (tmp_path / f"epoch-{number}.keras").write_bytes((MODELS / f"{name}.keras").read_bytes())
    found = dv.evolution(tmp_path)
    assert [Path(side.source).name for side in found.models] == ["epoch-1.keras", "epoch-2.keras", "epoch-10.keras"]
    assert [bool(step.added) for step in found.steps] == [False, True]
    assert isinstance(dv.evolution([BEFORE, AFTER]), dv.Evolution)
    with pytest.raises(MissingFileError):
        dv.evolution(tmp_path / "nowhere")


def test_drift_draws_either() -> None:
    assert dv.drift(dv.compare(BEFORE, AFTER), title="").title == "change of weights over depth"
    assert dv.drift(dv.evolution([BEFORE, AFTER, AFTER]), title="").title == "drift of weights from the first model"
    assert dv.drift(dv.compare(BEFORE, AFTER)).title == "change of weights: arrays: before → after"
    assert "One step" in dv.drift(dv.evolution([BEFORE, AFTER, AFTER]), title="One step").svg
    with pytest.raises(UnsupportedInputError, match="not a list"):
        dv.drift(BEFORE)  # type: ignore[arg-type]


@pytest.mark.browser
def test_texts_of_a_difference_can_be_read_in_light_and_dark(browser: object) -> None:
    from tests.test_contrast import SCRIPT

    for style in ("merged", "side-by-side"):
        for theme in ("light", "dark"):
            page = browser.new_page(viewport={"width": 1600, "height": 900})  # type: ignore[attr-defined]
            svg = dv.diff(MODELS / "cnn-28x28.keras", MODELS / "pattern-50x50.keras", style=style, theme=theme).svg
            page.set_content(f"<!DOCTYPE html><body style='margin:0'>{svg}")
            measured = page.evaluate(SCRIPT)
            page.close()
            assert measured
            assert [(text, round(ratio, 2)) for text, ratio in measured if ratio < 4.5] == []


@pytest.mark.browser
@pytest.mark.parametrize("style", ["merged", "side-by-side", "weight-change-graph", "bars"])
def test_nothing_in_a_difference_overlaps(page: object, style: str) -> None:
    from tests.test_overlaps import SCRIPT

    pairs = [("cnn-28x28", "pattern-50x50"), ("multi", "keras-3.6/multi"), ("mlp-6-3-7", "keras-3.6/mlp-6-3-7")]
    # The first two have nothing in common, so that there are no changes of weights to draw.
    for one, other in pairs[style == "weight-change-graph" :]:
        svg = dv.diff(MODELS / f"{one}.keras", MODELS / f"{other}.keras", style=style).svg
        page.set_content(f"<body style='margin: 0'>{svg}</body>")  # type: ignore[attr-defined]
        assert page.evaluate(SCRIPT) == []  # type: ignore[attr-defined]
