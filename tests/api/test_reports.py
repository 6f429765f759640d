"""The verbs that tell of one model, as users call them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, UnsupportedInputError

NET = [(np.ones((3, 2)), np.zeros(2), "relu"), np.ones((2, 1))]


def test_a_summary_counts() -> None:
    found = dv.summary(NET)
    assert found.parameter_count == 10
    assert "10" in str(found)
    assert found.to_dict()["parameter_count"] == 10


def test_a_check_is_true_where_something_was_found() -> None:
    assert not dv.check([np.random.default_rng(0).normal(0, 0.4, (6, 5))])
    found = dv.check([np.zeros((3, 2))])
    assert found
    assert not dv.check([np.zeros((3, 2))], ignore={finding.check for finding in found.findings})


def test_options_of_a_check_are_checked() -> None:
    with pytest.raises(OptionError, match="'nothing'"):
        dv.check(NET, ignore=("nothing",))
    with pytest.raises(OptionError, match="'none'"):
        dv.check(NET, thresholds={"none": 1.0})


def test_a_report_tells_what_it_was_given(tmp_path: Path) -> None:
    told: list[str] = []
    report = dv.report(NET, history={"loss": [1.0, 0.5]}, title="Mine & yours", seed=7, date="2026-01-02", progress=told.append)
    for text in ("Mine &amp; yours", "2026-01-02", 'id="training"'):
        assert text in report.html
    assert told[0] == "reading the model"
    assert report.save(tmp_path / "r.html") == tmp_path / "r.html"
    assert 'id="training"' not in dv.report(NET).html


def test_data_needs_something_that_predicts() -> None:
    with pytest.raises(UnsupportedInputError, match="predict"):
        dv.report(NET, data=(np.ones((4, 3)), np.ones(4)))


@pytest.mark.parametrize("form", [tuple, np.array, iter])
def test_names_come_in_any_sequence(form: Any) -> None:
    names: dict[str, list[str]] = {"class_names": ["cat", "dog"], "feature_names": ["a", "b", "c"]}
    plain = dv.report([np.ones((3, 2))], **names)  # type: ignore[arg-type]
    other = dv.report([np.ones((3, 2))], **{option: form(value) for option, value in names.items()})
    assert other.html == plain.html
    assert "dog" in plain.html


def test_names_that_are_none_are_reported() -> None:
    with pytest.raises(OptionError, match="class_names must be a sequence of names"):
        dv.report([np.ones((3, 2))], class_names=3)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="2 names, but there are 3 inputs"):
        dv.report([np.ones((3, 2))], feature_names=np.array(["a", "b"]))


def test_what_is_ignored_comes_in_any_sequence() -> None:
    found = dv.check([np.zeros((3, 2))])
    checks = list({finding.check for finding in found.findings})
    assert (
        dv.check([np.zeros((3, 2))], ignore=np.array(checks[:1])).findings
        == dv.check([np.zeros((3, 2))], ignore=checks[0]).findings
    )
    words = np.array(["weights", "names"])
    assert not dv.compare([np.ones((3, 2))], [np.zeros((3, 2))], ignore=words)
    with pytest.raises(OptionError, match="a comparison stands alone"):
        dv.diff(dv.compare([np.ones((3, 2))], [np.zeros((3, 2))]), ignore=words)
