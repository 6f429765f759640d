from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from tests.measures.diagnostics.builders import chain, checked, dense, result_of, with_kernel


def layers(count: int, scale: float) -> Any:
    widths = [8, 64, 16, 128, 32, 200, 20, 40][: count + 1]
    found = [dense(f"d{place}", a, b) for place, (a, b) in enumerate(itertools.pairwise(widths))]
    kernel = np.asarray(found[2].weight("kernel").array) * np.float32(scale)  # type: ignore[union-attr]
    found[2] = with_kernel("odd", kernel)
    return chain(*found)


@pytest.mark.parametrize(("scale", "word"), [(40.0, "larger"), (1 / 40, "smaller")])
def test_a_kernel_far_from_the_others_is_a_warning(scale: float, word: str) -> None:
    [finding] = checked(layers(6, scale), "outlier-norm")
    assert (finding.severity, finding.layer) == ("warning", "odd")
    assert word in finding.message


def test_widths_alone_or_few_layers_set_nothing_apart() -> None:
    assert not checked(layers(6, 1.0), "outlier-norm")
    assert not checked(layers(4, 40.0), "outlier-norm")
    assert not checked(layers(6, 40.0), "outlier-norm", thresholds={"outlier-norm": 1e9})


def test_few_layers_are_not_compared_at_all() -> None:
    assert "outlier-norm" in result_of(layers(6, 1.0)).checks
    result = result_of(layers(4, 1.0))
    assert "outlier-norm" not in result.checks
    [skipped] = [item for item in result.skipped if "outlier-norm" in item.checks]
    assert skipped.reason == "it takes 5 kernels or more to tell which stands out"
