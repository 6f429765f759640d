"""Checks of a training as a whole."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.training.findings import CHECKS, check_run
from dotnet_viz.measures.training.run import TrainingRun
from tests.measures.training.findings.builders import falling, run_of, statistic

OVERFITTING = run_of(loss=falling(), val_loss=[*falling(epochs=8), *(0.35 + 0.05 * index for index in range(12))])


def test_the_result_is_a_text_and_json_with_epochs_instead_of_layers() -> None:
    result = check_run(OVERFITTING)
    assert result
    assert str(result).startswith("run: 1 warning (8 checks of 20 epochs)")
    assert json.loads(json.dumps(result.to_dict()))["findings"][0]["epoch"] == 8
    assert "20 epochs" in repr(result)


def test_what_the_log_lacks_is_listed_with_the_way_to_have_it() -> None:
    skipped = check_run(OVERFITTING).skipped
    assert {name for item in skipped for name in item.checks} == {
        check.id for check in CHECKS if check.needs in ("gradients", "updates", "activations")
    }
    assert all("dv.ReportCallback" in item.advice for item in skipped)
    assert any("no loss" in item.reason for item in check_run(TrainingRun("empty", "test")).skipped)


def test_checks_can_be_left_out_and_limits_changed() -> None:
    assert not check_run(OVERFITTING, ignore=["overfitting"])
    assert not check_run(OVERFITTING, thresholds={"overfitting": 50.0})
    assert check_run(run_of((statistic("a", "activations", "dead_share", 0.3),)), thresholds={"dead-units": 0.2})


def test_unknown_checks_and_limits_name_what_there_is() -> None:
    with pytest.raises(OptionError, match="did you mean 'overfitting'"):
        check_run(OVERFITTING, ignore=["overfiting"])
    with pytest.raises(OptionError, match="did you mean 'plateau'"):
        check_run(OVERFITTING, thresholds={"plateu": 1.0})
    with pytest.raises(OptionError, match="must be a number"):
        check_run(OVERFITTING, thresholds={"plateau": float("nan")})


def test_every_check_has_a_name_of_its_own_beside_those_of_models() -> None:
    from dotnet_viz.measures.diagnostics import CHECKS as OF_MODELS

    names = [*(check.id for check in CHECKS), *(check.id for check in OF_MODELS)]
    assert len(names) == len(set(names))


def test_numbers_next_to_the_largest_ones_raise_no_warnings() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = check_run(
            run_of(loss=[1e308, np.inf, np.nan, -1e308, 1.7e308, 1.0], val_loss=[-1e308, 1e308, 1.0, 2.0, 3.0, 1e308])
        )
    assert result.findings[0].check == "training-not-finite"
