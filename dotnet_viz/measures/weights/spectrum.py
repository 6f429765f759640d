"""Singular values of kernels: spectral norm, stable rank, and the exponent of the eigenvalues' tail.

Eigenvalues are those of W'W, or of WW' where that is smaller; W'W is summed up piece by piece, so that a tall
kernel is never held whole. The work grows with the cube of the smaller side: :func:`affordable` chooses the kernels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.graph.weight_axes import axes_of
from dotnet_viz.measures.weights.moments import floats
from dotnet_viz.measures.weights.power_law import fit_power_law

MIN_EIGENVALUES = 50
PIECE_VALUES = 1 << 20
MAX_SIDE = 4096
MAX_HELD = 1 << 25
"""A kernel with more columns than rows has to be held; so many values at most."""
_NOISE = 1e-6

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Spectrum:
    """The singular values of one kernel in numbers.

    Args:
        layer: id of its layer.
        weight: its path below the layer.
        spectral_norm: largest singular value of the kernel as a matrix (inputs and field) x units.
        stable_rank: squared Frobenius norm by squared spectral norm: how many directions carry the kernel.
        side: the smaller side of that matrix: as many directions as it can have.
        eigenvalues: how many positive eigenvalues the power law was fitted to; of a convolution those of
            the matrices inputs x units at each place of its field together.
        alpha: exponent of the power law that the tail of the eigenvalues follows; ``None`` below 50 eigenvalues.
        distance: between that law and the tail (Kolmogorov-Smirnov).
    """

    layer: str
    weight: str
    spectral_norm: float
    stable_rank: float
    side: int
    eigenvalues: int
    alpha: float | None
    distance: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the numbers as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class KernelMatrices:
    """A kernel as matrices one after the other: one, or one for each place of a convolution's field."""

    layer: Layer
    weight: Weight
    matrices: int
    rows: int
    columns: int

    @property
    def side(self) -> int:
        """The smaller side of each matrix: as many eigenvalues as it has."""
        return min(self.rows, self.columns)

    @property
    def is_possible(self) -> bool:
        """Whether its spectrum fits into memory."""
        return self.side <= MAX_SIDE and (self.rows >= self.columns or self.weight.size <= MAX_HELD)

    @property
    def work(self) -> float:
        """About how many multiplications its spectrum takes."""
        products = self.matrices * self.rows * self.columns * self.side
        count = self.matrices + 1 if self.matrices > 1 else 1
        decompositions = 4 * count * min(self.columns, self.matrices * self.rows) ** 3
        return float(products + decompositions)


def kernel_of(layer: Layer, weight: Weight) -> KernelMatrices | None:
    """Return a kernel as a stack of matrices; ``None`` where it has none, as in depthwise convolutions.

    Args:
        layer: the layer that owns the weight.
        weight: the weight; its values are not read.
    """
    axes = axes_of(layer, weight)
    if axes.separate or min(axes.rows, axes.columns) < 2:
        return None
    rows = axes.inputs if axes.rows % axes.inputs == 0 else axes.rows
    return KernelMatrices(layer, weight, axes.rows // rows, rows, axes.columns)


def affordable(kernels: Sequence[KernelMatrices], work: float) -> tuple[KernelMatrices, ...]:
    """Return the kernels whose spectra together take no more than some work, the cheapest first taken.

    Args:
        kernels: in the order of the model, which is kept.
        work: multiplications in all; a kernel too large for the memory is never taken.
    """
    taken: set[int] = set()
    for index in sorted(range(len(kernels)), key=lambda index: (kernels[index].work, index)):
        if kernels[index].work > work:
            break
        work -= kernels[index].work
        if kernels[index].is_possible:
            taken.add(index)
    return tuple(kernel for index, kernel in enumerate(kernels) if index in taken)


def spectra_of(kernels: Sequence[KernelMatrices]) -> tuple[Spectrum, ...]:
    """Return the spectrum of each kernel that has one, in order.

    Args:
        kernels: see :func:`affordable`.
    """
    # The matrices are small: several threads win nothing, and on a busy machine wait for one another for seconds.
    with _blas().limit(limits=1):
        found = [spectrum_of(kernel) for kernel in kernels]
    return tuple(spectrum for spectrum in found if spectrum is not None)


@cache
def _blas() -> Any:
    """Return what sets the number of threads of NumPy's algebra; looking for its libraries takes a millisecond."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


def spectrum_of(kernel: KernelMatrices) -> Spectrum | None:
    """Return the singular values of a kernel in numbers; ``None`` where a value is not finite or all are zero.

    Source:
        Martin, Peng and Mahoney (2021), https://doi.org/10.1038/s41467-021-24025-8, for the exponent.

    Example:
        >>> weight = Weight.from_array("kernel", np.diag([3.0, 4.0]))
        >>> found = spectrum_of(kernel_of(Layer("d", "d", "Dense"), weight))
        >>> found.spectral_norm, found.stable_rank, found.alpha
        (4.0, 1.5625, None)
    """
    products, whole = _products(kernel)
    if not np.isfinite(whole).all():
        return None
    eigenvalues: Matrix = np.linalg.eigvalsh(whole).astype(np.float64)
    largest, squares = float(eigenvalues[-1]), float(np.trace(whole))
    if largest <= 0:
        return None
    count, alpha, distance = _tail(kernel, products, eigenvalues)
    return Spectrum(
        kernel.layer.id, kernel.weight.name, math.sqrt(largest), squares / largest, len(whole), count, alpha, distance
    )


def _products(kernel: KernelMatrices) -> tuple[list[Matrix], Matrix]:
    """Return the products W'W (or WW') of each matrix, and that of all of them on top of one another."""
    if kernel.rows >= kernel.columns:
        products = _tall_products(kernel)
        whole: Matrix = np.sum(products, axis=0)
        return products, whole
    values = floats(kernel.weight.array).reshape(kernel.matrices, kernel.rows, kernel.columns)
    with np.errstate(over="ignore", invalid="ignore"):
        products = [np.asarray(matrix @ matrix.T, np.float64) for matrix in values]
        flat = values.reshape(-1, kernel.columns)
        whole = products[0] if kernel.matrices == 1 else np.asarray(_smaller_product(flat), np.float64)
    return products, whole


def _smaller_product(matrix: NDArray[Any]) -> NDArray[Any]:
    product: NDArray[Any] = matrix @ matrix.T if len(matrix) < matrix.shape[1] else matrix.T @ matrix
    return product


def _tall_products(kernel: KernelMatrices) -> list[Matrix]:
    products = [np.zeros((kernel.columns, kernel.columns)) for _ in range(kernel.matrices)]
    size, done = kernel.rows * kernel.columns, 0
    for block in _blocks(kernel):
        with np.errstate(over="ignore", invalid="ignore"):
            products[done // size] += block.T @ block
        done += block.size
    return products


def _blocks(kernel: KernelMatrices) -> Iterator[NDArray[Any]]:
    """Yield rows of the kernel, never of two matrices at once."""
    size, done = kernel.rows * kernel.columns, 0
    rest = np.empty(0, np.float32)
    for chunk in kernel.weight.chunks(PIECE_VALUES):
        rest = np.concatenate([rest, floats(chunk)]) if rest.size else floats(chunk)
        while (count := min(rest.size - rest.size % kernel.columns, size - done % size)) > 0:
            yield rest[:count].reshape(-1, kernel.columns)
            rest, done = rest[count:], done + count


def _tail(kernel: KernelMatrices, products: list[Matrix], of_whole: Matrix) -> tuple[int, float | None, float | None]:
    if kernel.side * kernel.matrices < MIN_EIGENVALUES:
        return kernel.side * kernel.matrices, None, None
    parts = [np.linalg.eigvalsh(product) for product in products] if kernel.matrices > 1 else [of_whole]
    eigenvalues = np.concatenate(parts)
    eigenvalues = eigenvalues[eigenvalues > _NOISE * eigenvalues.max()]
    law = fit_power_law(eigenvalues) if eigenvalues.size >= MIN_EIGENVALUES else None
    return (eigenvalues.size, law.alpha, law.distance) if law else (eigenvalues.size, None, None)
