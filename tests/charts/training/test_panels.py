from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.charts.training.panels import MAX_PANELS, CurveOptions, labels_of, panels_of
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.training.run import TrainingRun
from tests.charts.training.builders import course, curve


def test_the_loss_comes_first_and_the_learning_rate_last() -> None:
    panels, left_out = panels_of([course()], CurveOptions())
    assert [panel.metric for panel in panels] == ["loss", "accuracy", "learning_rate"]
    assert [line.is_validation for line in panels[0].lines] == [False, True]
    assert left_out == 0


def test_chosen_metrics_have_the_order_that_was_asked_for() -> None:
    panels, _ = panels_of([course()], CurveOptions(metrics=["accuracy", "loss"]))
    assert [panel.metric for panel in panels] == ["accuracy", "loss"]
    with pytest.raises(OptionError, match="did you mean 'accuracy'"):
        panels_of([course()], CurveOptions(metrics=["acuracy"]))


def test_the_best_is_by_the_validation_data_of_each_run() -> None:
    panels, _ = panels_of([course("a"), course("b", speed=0.6)], CurveOptions(metrics=["loss"]))
    validation = [run.curves[4].values for run in (course("a"), course("b", speed=0.6))]
    assert [best.value for best in panels[0].bests] == [values.min() for values in validation]
    best = panels[0].best()
    assert best is not None
    assert (best.run, best.position) == (1, int(validation[1].argmin()) + 1)


def test_steps_are_drawn_only_where_a_run_has_no_epochs() -> None:
    both = TrainingRun("both", "test", (curve("loss", [2, 1]), curve("loss", [3, 2, 1, 1], "step")))
    steps = TrainingRun("steps", "test", (curve("loss", [3, 2, 1, 1], "step"),))
    assert [panel.unit for panel in panels_of([both], CurveOptions())[0]] == ["epoch"]
    assert [panel.unit for panel in panels_of([both, steps], CurveOptions())[0]] == ["epoch", "step"]
    assert [panel.unit for panel in panels_of([both], CurveOptions(unit="step"))[0]] == ["step"]
    many = curve("loss", np.linspace(3, 1, 30), "step")
    short = TrainingRun("short", "test", (curve("loss", [2, 1]), many))
    long = TrainingRun("long", "test", (curve("loss", [2, 1, 1, 1]), many))
    assert [panel.unit for panel in panels_of([short], CurveOptions())[0]] == ["epoch", "step"]
    assert [panel.unit for panel in panels_of([long], CurveOptions())[0]] == ["epoch"]


def test_a_noisy_training_loss_by_step_has_no_best_but_its_validation_has() -> None:
    run = TrainingRun("steps", "test", (curve("loss", [3, 1, 2], "step"), curve("val_loss", [3, 2, np.nan], "step")))
    assert [best.position for best in panels_of([run], CurveOptions())[0][0].bests] == [2]
    noisy = TrainingRun("steps", "test", run.curves[:1])
    assert panels_of([noisy], CurveOptions())[0][0].bests == ()


def test_many_metrics_are_cut_and_counted() -> None:
    run = TrainingRun("many", "test", tuple(curve(f"metric_{index}", [1, 2]) for index in range(30)))
    panels, left_out = panels_of([run], CurveOptions())
    assert (len(panels), left_out) == (MAX_PANELS, 30 - MAX_PANELS)


def test_a_run_with_nothing_logged_is_an_error_that_names_it() -> None:
    with pytest.raises(OptionError, match="nothing was logged in 'empty'"):
        panels_of([TrainingRun("empty", "test")], CurveOptions())
    with pytest.raises(OptionError, match="nothing was logged by step in '7'"):
        panels_of([course()], CurveOptions(unit="step"))


@pytest.mark.parametrize(
    ("options", "message"),
    [({"scale": "lin"}, "scale"), ({"unit": "steps"}, "unit"), ({"smoothing": 1.0}, "smoothing must be")],
)
def test_unknown_options_are_errors(options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        CurveOptions(**options)  # type: ignore[arg-type]


def test_runs_of_one_name_are_numbered() -> None:
    assert labels_of([course("a"), course("b")]) == ("a", "b")
    assert labels_of([course("a"), course("a")]) == ("a (1)", "a (2)")
