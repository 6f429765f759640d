"""What checks look at: the model, numbers on its weights, their spectra, and the limits that count."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field

from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.graph.weight_axes import axes_of, is_kernel
from dotnet_viz.measures.diagnostics.finding import Finding, Skipped
from dotnet_viz.measures.diagnostics.linear_estimators import coefficient_layers
from dotnet_viz.measures.weights.dead_units import DeadUnits, RowSamples, count_dead
from dotnet_viz.measures.weights.spectrum import KernelMatrices, Spectrum, affordable, kernel_of, spectra_of
from dotnet_viz.measures.weights.statistics import WeightStatistics, measure_weight, pieces_of
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

SPECTRAL_WORK = 1.5e9
"""Multiplications that spectra may take unless all are asked for: some hundredths of a second."""
_ALL_SPECTRA = addressed(mark("{option} computes them"), "spectra='all'", "--spectra all", reader="")
NEGLIGIBLE = 1e-6
"""A unit or input is dead where nothing in it exceeds this share of the kernel's largest value."""


@dataclass(frozen=True)
class ScannedWeight:
    """One weight and what a single pass over its values found.

    Args:
        layer: that has it.
        weight: itself.
        statistics: numbers on its values.
        samples: of its rows and columns; ``None`` where it is no kernel.
    """

    layer: Layer
    weight: Weight
    statistics: WeightStatistics
    samples: RowSamples | None = None

    @property
    def is_kernel(self) -> bool:
        """Whether it multiplies inputs."""
        return self.samples is not None

    @property
    def largest(self) -> float:
        """The largest absolute finite value; 0 where there is none."""
        return max(abs(self.statistics.minimum or 0.0), abs(self.statistics.maximum or 0.0))

    @property
    def is_finite(self) -> bool:
        """Whether every value is a finite number, and there is one."""
        numbers = self.statistics
        return numbers.nan_count + numbers.infinite_count == 0 and numbers.minimum is not None

    @cached_property
    def dead(self) -> DeadUnits | None:
        """How many units and inputs have no weight to speak of; ``None`` where that is none of them."""
        limit = NEGLIGIBLE * self.largest
        if self.samples is None or not self.samples.are_suspicious(limit):
            return None
        return count_dead(self.samples.axes, pieces_of(self.weight), limit)


def scan(layer: Layer, weight: Weight, *, bins: int = 0) -> ScannedWeight:
    """Compute statistics of a weight, and samples of a kernel, in one pass over its values.

    Args:
        layer: the layer that owns the weight.
        weight: the weight, with its values.
        bins: number of bins of a histogram, which takes a second pass; 0 for none.

    Raises:
        GraphError: the graph was read without the values of its weights.
    """
    samples = RowSamples(axes_of(layer, weight)) if is_kernel(weight) else None
    statistics = measure_weight(layer, weight, bins=bins, observe=None if samples is None else samples.add)
    return ScannedWeight(layer, weight, statistics, samples)


def scan_weights(graph: Graph, *, bins: int = 0, only: Container[tuple[str, str]] | None = None) -> tuple[ScannedWeight, ...]:
    """Return each weight of a model that has values, scanned; see :func:`scan`.

    Args:
        graph: with the values of its weights.
        bins: number of bins of each histogram; 0 for no histograms.
        only: layer and name of the weights that get a histogram; ``None`` for all.
    """
    return tuple(
        scan(layer, weight, bins=bins if only is None or (layer.id, weight.name) in only else 0)
        for layer in graph.layers
        for weight in layer.weights
        if weight.has_values
    )


@dataclass(frozen=True)
class CheckSubject:
    """A model under examination.

    Args:
        graph: the model.
        thresholds: the limit of each check that has one.
        all_spectra: whether every kernel is decomposed, whatever it takes.
        scanned: each weight that has values, where they were scanned before.
    """

    graph: Graph
    thresholds: Mapping[str, float] = field(default_factory=dict)
    all_spectra: bool = False
    scanned: tuple[ScannedWeight, ...] | None = None

    @cached_property
    def weights(self) -> tuple[ScannedWeight, ...]:
        """Each weight that has values, scanned."""
        return scan_weights(self.graph) if self.scanned is None else self.scanned

    @cached_property
    def coefficient_layers(self) -> frozenset[str]:
        """Ids of the layers whose weights are the coefficients of a linear estimator; see :func:`coefficient_layers`."""
        return coefficient_layers(self.graph)

    @cached_property
    def network_weights(self) -> tuple[ScannedWeight, ...]:
        """Each weight that has values, but for the coefficients of linear estimators."""
        return tuple(item for item in self.weights if item.layer.id not in self.coefficient_layers)

    @cached_property
    def kernels(self) -> tuple[ScannedWeight, ...]:
        """The sound ones among the weights of networks that multiply inputs: finite, and not all equal."""
        return tuple(item for item in self.network_weights if item.is_kernel and item.is_finite and not _is_constant(item))

    @cached_property
    def _matrices(self) -> tuple[KernelMatrices, ...]:
        found = (kernel_of(item.layer, item.weight) for item in self.kernels)
        return tuple(kernel for kernel in found if kernel is not None)

    @cached_property
    def spectra(self) -> tuple[Spectrum, ...]:
        """The spectra of all kernels that can be afforded."""
        chosen = affordable(self._matrices, float("inf") if self.all_spectra else SPECTRAL_WORK)
        return spectra_of(chosen)

    def without_spectrum(self, checks: tuple[str, ...]) -> Iterator[Skipped]:
        """Yield the kernels that were not decomposed."""
        done = {(spectrum.layer, spectrum.weight) for spectrum in self.spectra}
        for kernel in self._matrices:
            if (kernel.layer.id, kernel.weight.name) not in done:
                advice = translate(_ALL_SPECTRA) if kernel.is_possible else ""
                yield Skipped(checks, f"{kernel.layer.id}/{kernel.weight.name}", _why_not(kernel), advice)


def _is_constant(item: ScannedWeight) -> bool:
    return item.statistics.minimum == item.statistics.maximum


def no_sound_kernel(subject: CheckSubject) -> str:
    """Return why a check has no kernel to look at.

    Args:
        subject: a model without one.
    """
    if any(item.is_kernel for item in subject.weights):
        return translate("no kernel has finite values that differ from one another")
    return translate("no weight multiplies inputs as a matrix")


def _why_not(kernel: KernelMatrices) -> str:
    if not kernel.is_possible:
        return translate("the singular values of so large a kernel take more memory than is allowed")
    return translate("the singular values of so large a kernel take long")


def _nothing(_subject: CheckSubject) -> str:
    return ""


@dataclass(frozen=True)
class Check:
    """One check.

    Args:
        id: its name for users, and that of its threshold where it has one.
        about: what it looks for, in one line.
        find: yields what it finds.
        threshold: its usual limit; ``None`` where it has none.
        needs: ``"values"`` of weights, sound ``"kernels"``, their ``"spectra"``, or ``"structure"`` only.
        scope: what it says something about: ``"models"`` of any kind, ``"networks"``, which have learned in layers, not the
            coefficients of linear estimators, or ``"compositions"`` of layers that somebody has put together.
        lacks: says why it has nothing to look at in a model that has what it needs; empty where it has something.
    """

    id: str
    about: str
    find: Callable[[CheckSubject], Iterator[Finding]]
    threshold: float | None = None
    needs: str = "structure"
    scope: str = "networks"
    lacks: Callable[[CheckSubject], str] = _nothing
