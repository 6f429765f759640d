from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.measures.weights import spectrum
from dotnet_viz.measures.weights.power_law import fit_power_law
from dotnet_viz.measures.weights.spectrum import KernelMatrices, Spectrum, affordable, kernel_of, spectra_of, spectrum_of

RANDOM = np.random.default_rng(0)


def kernel(values: Any, kind: str = "Dense", name: str = "kernel") -> KernelMatrices:
    found = kernel_of(Layer("d", "d", kind), Weight.from_array(name, np.asarray(values)))
    assert found is not None
    return found


def of(values: Any, kind: str = "Dense") -> Spectrum:
    found = spectrum_of(kernel(values, kind))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "shape", [(70, 60), (60, 70), (300, 7), (7, 300), (3, 3, 8, 16), (3, 3, 40, 16), (3, 3, 4, 100), (5, 8, 60)]
)
@pytest.mark.parametrize("piece", [1 << 20, 777, 16])
def test_singular_values_are_those_of_numpy(shape: tuple[int, ...], piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectrum, "PIECE_VALUES", piece)
    values = RANDOM.normal(size=shape)
    found = of(values, "Conv2D" if len(shape) > 2 else "Dense")
    singular = np.linalg.svd(values.reshape(-1, shape[-1]), compute_uv=False)
    assert found.spectral_norm == pytest.approx(singular[0], rel=1e-9)
    assert found.stable_rank == pytest.approx((singular**2).sum() / singular[0] ** 2, rel=1e-9)
    assert found.side == singular.size


@pytest.mark.parametrize("shape", [(3, 3, 8, 16), (3, 3, 40, 16), (80, 70)])
def test_alpha_is_of_the_eigenvalues_of_all_places_of_the_field(shape: tuple[int, ...]) -> None:
    values = RANDOM.normal(size=shape)
    found = of(values, "Conv2D")
    matrices = values.reshape(-1, *shape[-2:])
    eigenvalues = np.concatenate([np.linalg.svd(matrix, compute_uv=False) ** 2 for matrix in matrices])
    law = fit_power_law(eigenvalues)
    assert law is not None
    assert found.alpha == pytest.approx(law.alpha, rel=1e-6)
    assert found.eigenvalues == eigenvalues.size


def test_below_fifty_eigenvalues_there_is_no_alpha() -> None:
    assert of(RANDOM.normal(size=(200, 49))).alpha is None
    assert of(RANDOM.normal(size=(200, 50))).alpha is not None


def test_eigenvalues_that_are_rounding_noise_are_left_out() -> None:
    values = RANDOM.normal(size=(200, 60)) @ RANDOM.normal(size=(60, 100))
    assert of(values.astype("float32")).eigenvalues == 60


def test_float32_is_good_to_six_digits() -> None:
    values = RANDOM.normal(size=(500, 80)).astype("float32")
    assert of(values).spectral_norm == pytest.approx(float(np.linalg.norm(values.astype("float64"), 2)), rel=1e-6)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("values", [np.zeros((3, 4)), np.full((3, 4), np.nan), np.full((4, 3), 1e30, "float32")])
def test_without_finite_eigenvalues_there_is_no_spectrum(values: Any) -> None:
    assert spectra_of([kernel(values)]) == ()


def test_depthwise_kernels_and_vectors_are_no_matrices() -> None:
    assert kernel_of(Layer("d", "d", "DepthwiseConv2D"), Weight.from_array("kernel", np.ones((3, 3, 8, 1)))) is None
    assert kernel_of(Layer("d", "d", "Dense"), Weight.from_array("kernel", np.ones((8, 1)))) is None


def test_the_cheapest_are_taken_in_the_order_of_the_model() -> None:
    large, small, middle = (kernel(np.ones((size, size))) for size in (90, 10, 30))
    assert affordable([large, small, middle], small.work + middle.work) == (small, middle)
    assert affordable([large, small, middle], float("inf")) == (large, small, middle)
    assert affordable([large, small, middle], 0) == ()


def test_what_does_not_fit_into_memory_is_never_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    wide, tall = kernel(np.ones((10, 90))), kernel(np.ones((90, 10)))
    monkeypatch.setattr(spectrum, "MAX_HELD", 800)
    assert affordable([wide, tall], float("inf")) == (tall,)
    monkeypatch.setattr(spectrum, "MAX_SIDE", 9)
    assert affordable([wide, tall], float("inf")) == ()
