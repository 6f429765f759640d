from __future__ import annotations

import json

import numpy as np
import pytest

from dotnet_viz.charts.estimators.importance import importance_chart
from dotnet_viz.measures.importance.result import Importances


def found(count: int = 3, **options: object) -> Importances:
    repeats = np.random.default_rng(0).normal(size=(count, 5)) + 9 * np.arange(count)[:, None]
    given: dict[str, object] = {
        "method": "permutation", "names": tuple(f"f{position}" for position in range(count)), "values": repeats.mean(axis=1),
        "deviations": repeats.std(axis=1), "repeats": repeats, "measured": "drop in accuracy", "deviations_are": "5 repeats",
        "baseline": 0.9,
    }  # fmt: skip
    return Importances(**{**given, **options})  # type: ignore[arg-type]


def test_all_numbers_can_be_had_the_largest_first() -> None:
    chart = importance_chart(found(), max_features=2)
    numbers = json.loads(json.dumps(chart.to_dict()))
    assert numbers["feature"] == ["f2", "f1", "f0"]
    assert numbers["importance"] == sorted(numbers["importance"], reverse=True)
    assert np.mean(numbers["repeats"], axis=1).tolist() == pytest.approx(numbers["importance"])
    assert ">f2<" in chart.svg
    assert ">f0<" not in chart.svg
    assert "the largest 2 of 3 features" in chart.svg


def test_what_whiskers_are_is_written() -> None:
    assert "whiskers: ± 1 standard deviation over 5 repeats" in importance_chart(found()).svg
    assert "score with all features: 0.9" in importance_chart(found()).svg
    assert "whiskers" not in importance_chart(found(deviations=None, repeats=None)).svg


def test_coefficients_are_ordered_by_magnitude() -> None:
    values = np.array([0.5, -2.0, 1.0])
    chart = importance_chart(found(method="built-in", values=values, measured="coefficient", deviations=None, repeats=None))
    assert chart.to_dict()["feature"] == ["f1", "f2", "f0"]
    assert chart.title == "Coefficients"


def test_hostile_and_long_names_stay_text() -> None:
    chart = importance_chart(found(names=("<script>", "$x^2$ \n b", "y" * 500)))
    assert "<script>" not in chart.svg
    assert "y" * 100 not in chart.svg


def test_frames_have_a_row_for_each_feature() -> None:
    pytest.importorskip("pandas")
    frame = importance_chart(found()).to_frame()
    assert list(frame.columns) == ["feature", "importance", "deviation"]
    assert frame.attrs["baseline"] == 0.9
