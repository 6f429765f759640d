from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.measures.diagnostics import subject
from tests.measures.diagnostics.builders import chain, checked, result_of, with_kernel

RANDOM = np.random.default_rng(0)


def heavy_tailed(exponent: float) -> Any:
    """Return a matrix whose squared singular values have a density of x^(-exponent)."""
    left, _ = np.linalg.qr(RANDOM.normal(size=(200, 120)))
    right, _ = np.linalg.qr(RANDOM.normal(size=(120, 120)))
    places = (np.arange(120) + 0.5) / 120
    return left * np.sqrt(places ** (-1 / (exponent - 1))) @ right * 0.1


@pytest.mark.parametrize(("exponent", "found"), [(1.6, ["alpha-low"]), (3.0, []), (9.0, ["alpha-high"])])
def test_alpha_outside_its_bounds_is_a_hint(exponent: float, found: list[str]) -> None:
    findings = result_of(chain(with_kernel("d", heavy_tailed(exponent))), ignore=["spectral-norm"]).findings
    assert [(item.check, item.severity) for item in findings if item.check.startswith("alpha")] == [
        (name, "hint") for name in found
    ]


def test_random_values_look_random() -> None:
    assert checked(chain(with_kernel("d", RANDOM.normal(size=(2000, 100)) / 10)), "alpha-high")


def test_a_large_spectral_norm_is_a_warning() -> None:
    graph = chain(with_kernel("d", np.diag([150.0, 1.0, 2.0])))
    [finding] = checked(graph, "spectral-norm")
    assert finding.severity == "warning"
    assert finding.observed == pytest.approx(150.0)
    assert not checked(graph, "spectral-norm", thresholds={"spectral-norm": 151})


def test_one_direction_above_all_is_a_hint() -> None:
    kernel = np.outer(RANDOM.normal(size=40), RANDOM.normal(size=20)) + RANDOM.normal(size=(40, 20)) * 0.01
    [finding] = checked(chain(with_kernel("d", kernel)), "stable-rank")
    assert finding.severity == "hint"
    assert finding.observed == pytest.approx(1.0, abs=0.01)
    assert not checked(chain(with_kernel("d", kernel[:, :4])), "stable-rank")


def test_what_takes_too_long_is_skipped_and_reported_unless_all_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "SPECTRAL_WORK", 1e5)
    small, large = with_kernel("small", RANDOM.normal(size=(20, 10))), with_kernel("large", RANDOM.normal(size=(60, 50)))
    others = ["last-activation", "outlier-norm", "stable-rank"]
    result = result_of(chain(large, small), ignore=[*others, "alpha-low", "alpha-high"])
    assert [item.layer for item in result.spectra] == ["small"]
    [skipped] = result.skipped
    assert skipped.place == "large/kernel"
    assert skipped.explanation.startswith("the singular values of so large a kernel take long; ")
    assert "spectra='all'" in skipped.advice
    everything = result_of(chain(large, small), ignore=others, spectra="all")
    assert [item.layer for item in everything.spectra] == ["large", "small"]
    assert not everything.skipped


def test_where_no_kernel_was_decomposed_no_check_of_spectra_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "SPECTRAL_WORK", 1.0)
    result = result_of(chain(with_kernel("large", RANDOM.normal(size=(60, 50)))))
    of_spectra = {"spectral-norm", "stable-rank", "alpha-low", "alpha-high"}
    assert of_spectra.isdisjoint(result.checks)
    assert [set(item.checks) for item in result.skipped if item.place == "large/kernel"] == [of_spectra]


def test_small_kernels_say_nothing_of_ranks_and_tails() -> None:
    result = result_of(chain(with_kernel("d", RANDOM.normal(size=(30, 12)))))
    assert "spectral-norm" in result.checks
    assert {"stable-rank", "alpha-low", "alpha-high"}.isdisjoint(result.checks)
    reasons = {name: item.reason for item in result.skipped for name in item.checks}
    assert reasons["stable-rank"] == "no kernel has both 16 inputs and 16 units"
    assert reasons["alpha-low"] == "it takes 50 eigenvalues of a kernel or more to see their tail"


def test_nothing_is_decomposed_where_no_check_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "spectra_of", lambda _: pytest.fail("decomposed"))
    ignored = ["spectral-norm", "stable-rank", "alpha-low", "alpha-high"]
    assert result_of(chain(with_kernel("d", RANDOM.normal(size=(30, 20)))), ignore=ignored).spectra == ()
