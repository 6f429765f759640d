"""Checks of the singular values of kernels."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import SPECTRAL_NORM, STABLE_RANK, WEIGHT_WATCHER, Source
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject
from dotnet_viz.measures.weights.spectrum import MIN_EIGENVALUES, Spectrum
from dotnet_viz.translation.translate import translate

FEWEST_DIRECTIONS = 16


def find_spectral_norm(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels that stretch some input very far."""
    limit = subject.thresholds["spectral-norm"]
    for item in subject.spectra:
        if item.spectral_norm > limit:
            message = translate(
                "the kernel stretches one direction of its input {factor} times (above {limit})",
                factor=format_number(item.spectral_norm),
                limit=format_number(limit),
            )
            fix = translate("small changes of the input change the output much: add weight decay, or spectral normalisation")
            yield _finding(item, "spectral-norm", "warning", message, item.spectral_norm, limit, fix, SPECTRAL_NORM)


def find_stable_rank(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels in which one direction outweighs all others."""
    limit = subject.thresholds["stable-rank"]
    for item in subject.spectra:
        if item.stable_rank < limit and item.side >= FEWEST_DIRECTIONS:
            message = translate(
                "one of {directions} outweighs all others (stable rank {rank}, below {limit})",
                directions=format_count(item.side, "direction"),
                rank=format_number(item.stable_rank),
                limit=format_number(limit),
            )
            fix = translate("centre the inputs of the layer, or lower the learning rate: the layer uses little of its width")
            yield _finding(item, "stable-rank", "hint", message, item.stable_rank, limit, fix, STABLE_RANK)


def find_alpha_low(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels whose eigenvalues have a very heavy tail."""
    limit = subject.thresholds["alpha-low"]
    for item in subject.spectra:
        if item.alpha is not None and item.alpha < limit:
            message = translate(
                "the eigenvalues' tail is very heavy (alpha {alpha}, below {limit}), as in overfitted layers",
                alpha=format_number(item.alpha),
                limit=format_number(limit),
            )
            fix = translate("compare with the error on data not trained on; regularise more, or train for fewer epochs")
            yield _finding(item, "alpha-low", "hint", message, item.alpha, limit, fix, WEIGHT_WATCHER)


def find_alpha_high(subject: CheckSubject) -> Iterator[Finding]:
    """Yield kernels whose eigenvalues look random."""
    limit = subject.thresholds["alpha-high"]
    for item in subject.spectra:
        if item.alpha is not None and item.alpha > limit:
            message = translate(
                "the eigenvalues look like those of random values (alpha {alpha}, above {limit})",
                alpha=format_number(item.alpha),
                limit=format_number(limit),
            )
            fix = translate("the layer has learned little yet: train longer, with a higher learning rate, or make it smaller")
            yield _finding(item, "alpha-high", "hint", message, item.alpha, limit, fix, WEIGHT_WATCHER)


def _finding(
    item: Spectrum, check: str, severity: str, message: str, observed: float, threshold: float, fix: str, source: Source
) -> Finding:
    return Finding(check, severity, item.layer, item.weight, message, observed, threshold, source, fix)


def _lacks_directions(subject: CheckSubject) -> str:
    if any(item.side >= FEWEST_DIRECTIONS for item in subject.spectra):
        return ""
    return translate("no kernel has both {count} inputs and {count} units", count=FEWEST_DIRECTIONS)


def _lacks_eigenvalues(subject: CheckSubject) -> str:
    if any(item.alpha is not None for item in subject.spectra):
        return ""
    return translate("it takes {count} eigenvalues of a kernel or more to see their tail", count=MIN_EIGENVALUES)


CHECKS = (
    Check("spectral-norm", "kernels with a large spectral norm", find_spectral_norm, 100.0, "spectra"),
    Check(
        "stable-rank",
        "kernels of which one direction outweighs all others",
        find_stable_rank,
        1.5,
        "spectra",
        lacks=_lacks_directions,
    ),
    Check("alpha-low", "eigenvalues with a very heavy tail", find_alpha_low, 2.0, "spectra", lacks=_lacks_eigenvalues),
    Check("alpha-high", "eigenvalues like those of random values", find_alpha_high, 6.0, "spectra", lacks=_lacks_eigenvalues),
)
