"""Which checks have something to look at in a model, and why the others have not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dotnet_viz.graph.estimators import is_of_scikit_learn
from dotnet_viz.measures.diagnostics.choice import Lack, lacking
from dotnet_viz.measures.diagnostics.finding import Skipped
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject, no_sound_kernel
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.translate import mark, translate

_ARCHITECTURE = addressed(mark("give the architecture, and this file as {option}"), "weights=", "--weights", reader="")
_OF_NETWORKS = mark(
    "these are checks of networks; the sizes of a linear model's coefficients follow from the scales of its features"
)


def what_can_run(chosen: Sequence[Check], subject: CheckSubject) -> tuple[tuple[Check, ...], tuple[Skipped, ...]]:
    """Return the checks that look at something, and what is left out, as a whole or in some places.

    Args:
        chosen: the checks that are to run.
        subject: the model.
    """
    lacks = {check.id: _lack(check, subject) for check in chosen}
    can_run = tuple(check for check in chosen if lacks[check.id] is None)
    return can_run, (*lacking(lacks), *_places(can_run, chosen, subject))


def _lack(check: Check, subject: CheckSubject) -> Lack | None:
    for lack_of in (_lack_of_structure, _lack_of_values, _lack_of_networks, _lack_of_kernels):
        lack = lack_of(check, subject)
        if lack is not None:
            return lack
    reason = check.lacks(subject)
    return (reason, "") if reason else None


def _lack_of_structure(check: Check, subject: CheckSubject) -> Lack | None:
    if check.needs == "structure" and not subject.graph.has_architecture:
        return translate("what the layers do is not in a file of weights"), translate(_ARCHITECTURE)
    if check.scope == "compositions" and is_of_scikit_learn(subject.graph):
        return translate("scikit-learn itself puts the layers of its estimators together"), ""
    return None


def _lack_of_values(check: Check, subject: CheckSubject) -> Lack | None:
    layers = subject.graph.layers
    if check.needs == "structure" or any(weight.has_values for layer in layers for weight in layer.weights):
        return None
    if any(layer.weights for layer in layers):
        return translate("the graph was read without its values"), translate("check the model itself")
    if any(layer.lacks_weights for layer in layers):
        return translate("the weights of the model are not known"), ""
    return translate("there are no weights"), ""


def _lack_of_networks(check: Check, subject: CheckSubject) -> Lack | None:
    if check.scope != "networks" or not is_of_scikit_learn(subject.graph):
        return None
    with_weights = [layer for layer in subject.graph.layers if layer.weights]
    if not with_weights:
        return translate("there are no weights"), ""
    are_linear = all(layer.id in subject.coefficient_layers for layer in with_weights)
    return (translate(_OF_NETWORKS), "") if are_linear else None


def _lack_of_kernels(check: Check, subject: CheckSubject) -> Lack | None:
    if check.needs in ("kernels", "spectra") and not subject.kernels:
        return no_sound_kernel(subject), ""
    if check.needs == "spectra" and not subject.spectra:
        are_too_large = any(True for _ in subject.without_spectrum(()))  # for each of which it is said
        return ("" if are_too_large else translate("no kernel is a matrix of its own")), ""
    return None


def _places(can_run: Iterable[Check], chosen: Iterable[Check], subject: CheckSubject) -> Iterator[Skipped]:
    """Yield what checks that look at something have not looked at."""
    of_values = tuple(check for check in can_run if check.needs != "structure")
    names = tuple(check.id for check in of_values)
    for layer in subject.graph.layers if names else ():
        for weight in layer.weights:
            if not (weight.has_values or weight.merged_into):
                yield Skipped(names, f"{layer.id}/{weight.name}", translate("its values are not known"))
    of_networks = tuple(check.id for check in of_values if check.scope == "networks")
    for item in subject.weights if of_networks else ():
        if item.is_kernel and item.layer.id in subject.coefficient_layers:
            yield Skipped(of_networks, f"{item.layer.id}/{item.weight.name}", translate(_OF_NETWORKS))
    of_spectra = tuple(check.id for check in chosen if check.needs == "spectra")
    if of_spectra and subject.kernels:
        yield from subject.without_spectrum(of_spectra)
