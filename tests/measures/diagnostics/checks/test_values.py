from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.measures.diagnostics.builders import chain, checked, dense, result_of, with_kernel

RANDOM = np.random.default_rng(0)


def normal(*shape: int, scale: float = 0.3) -> Any:
    return (RANDOM.normal(size=shape) * scale).astype("float32")


def with_value(kernel: Any, place: Any, value: float) -> Any:
    changed = kernel.copy()
    changed[place] = value
    return changed


def test_a_sound_layer_has_no_finding() -> None:
    assert not result_of(chain(dense("a", 30, 20), dense("b", 20, 10, "softmax"))).findings


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_values_that_are_not_finite_are_an_error(value: float) -> None:
    [finding] = checked(chain(with_kernel("d", with_value(normal(9, 8), (3, 4), value))), "not-finite")
    assert (finding.severity, finding.layer, finding.weight, finding.observed) == ("error", "d", "kernel", 1)
    assert "1" in finding.message


def test_not_finite_is_looked_for_in_every_weight() -> None:
    assert checked(chain(with_kernel("d", [1.0, np.nan], role="bias")), "not-finite")


def test_a_broken_kernel_is_reported_once() -> None:
    found = result_of(chain(with_kernel("d", np.full((20, 20), np.nan)))).findings
    assert [finding.check for finding in found] == ["not-finite"]


def test_a_kernel_of_zeros_is_an_error_and_is_reported_once() -> None:
    found = result_of(chain(with_kernel("d", np.zeros((20, 20))))).findings
    assert [(finding.check, finding.severity) for finding in found] == [("all-zero", "error")]


@pytest.mark.parametrize("role", ["bias", "beta", "moving_mean", "lora_kernel_b", "gamma"])
def test_what_starts_at_zero_may_be_zero(role: str) -> None:
    shape = (4, 4) if role.startswith("lora") else (4,)
    assert not result_of(chain(with_kernel("d", np.zeros(shape), role=role))).findings


def test_a_constant_kernel_is_an_error_where_it_is_to_learn_and_has_units_to_tell_apart() -> None:
    [finding] = checked(chain(with_kernel("d", np.full((3, 4), 0.5))), "constant")
    assert (finding.severity, finding.observed) == ("error", 0.5)
    assert not checked(chain(with_kernel("d", np.full((3, 1), 0.5))), "constant")
    assert not checked(chain(with_kernel("d", np.full((3, 4), 0.5), trainable=False)), "constant")


def test_dead_columns_are_units_and_dead_rows_inputs() -> None:
    kernel = with_value(with_value(normal(10, 8), (slice(None), 2), 0.0), 5, 1e-9)
    [columns] = checked(chain(with_kernel("d", kernel)), "dead-columns")
    assert (columns.severity, columns.observed, columns.message[:6]) == ("warning", 1 / 8, "1 of 8")
    [rows] = checked(chain(with_kernel("d", kernel)), "dead-rows")
    assert (rows.severity, rows.observed, rows.message[:7]) == ("hint", 1 / 10, "1 of 10")


def test_of_a_convolution_channels_are_meant_not_places_of_its_field() -> None:
    kernel = normal(3, 3, 4, 6)
    kernel[0, 0] = 0
    assert not checked(chain(with_kernel("c", kernel, kind="Conv2D")), "dead-rows")
    kernel[:, :, 1] = 0
    assert checked(chain(with_kernel("c", kernel, kind="Conv2D")), "dead-rows")[0].observed == 1 / 4


def test_of_a_transposed_convolution_the_axes_are_swapped() -> None:
    kernel = normal(3, 3, 4, 6)
    kernel[:, :, 1] = 0
    graph = chain(with_kernel("c", kernel, kind="Conv2DTranspose"))
    assert checked(graph, "dead-columns")[0].observed == 1 / 4
    assert not checked(graph, "dead-rows")


def test_one_empty_row_of_an_embedding_is_its_padding() -> None:
    table = with_value(normal(50, 4), 0, 0.0)
    assert not checked(chain(with_kernel("e", table, kind="Embedding", role="embeddings")), "dead-rows")
    table = with_value(table, 7, 0.0)
    assert checked(chain(with_kernel("e", table, kind="Embedding", role="embeddings")), "dead-rows")


@pytest.mark.parametrize(("check", "scale"), [("variance-low", 1e-3), ("variance-high", 4.0)])
def test_variance_outside_its_bounds_is_a_warning(check: str, scale: float) -> None:
    graph = chain(with_kernel("d", normal(40, 30, scale=scale)))
    [finding] = checked(graph, check)
    assert finding.severity == "warning"
    assert finding.observed == pytest.approx(scale**2, rel=0.1)
    moved = {check: float(finding.observed)}
    assert not checked(graph, check, thresholds=moved)


def test_whole_numbers_of_quantised_layers_are_not_judged() -> None:
    assert not result_of(chain(with_kernel("d", RANDOM.integers(-127, 127, (30, 30)).astype("int8")))).findings
