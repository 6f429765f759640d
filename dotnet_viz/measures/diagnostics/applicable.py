"""Which checks have something to look at in a model, and why the others have not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dotnet_viz.graph.estimators import is_of_scikit_learn
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
    reasons = dict.fromkeys(lack for lack in lacks.values() if lack is not None)
    left_out = (
        Skipped(tuple(name for name, lack in lacks.items() if lack == (reason, advice)), None, reason, advice)
        for reason, advice in reasons
        if reason
    )
    return can_run, (*left_out, *_places(can_run, chosen, subject))


def _lack(check: Check, subject: CheckSubject) -> tuple[str, str] | None:
    """Return why a check has nothing to look at and what to do; empty words where each place has a reason of its own."""
    graph = subject.graph
    if check.needs == "structure" and not graph.has_architecture:
        advice = translate(_ARCHITECTURE)
        return translate("what the layers do is not in a file of weights"), advice
    if check.scope == "compositions" and is_of_scikit_learn(graph):
        return translate("scikit-learn itself puts the layers of its estimators together"), ""
    lack = _lack_of_weights(check, subject) if check.needs != "structure" or check.scope == "networks" else None
    if lack is None and check.needs in ("kernels", "spectra") and not subject.kernels:
        lack = no_sound_kernel(subject), ""
    if lack is None and check.needs == "spectra" and not subject.spectra:
        lack = ("" if any(True for _ in subject.without_spectrum(())) else translate("no kernel is a matrix of its own")), ""
    if lack is None and (reason := check.lacks(subject)):
        lack = reason, ""
    return lack


def _lack_of_weights(check: Check, subject: CheckSubject) -> tuple[str, str] | None:
    weights = [weight for layer in subject.graph.layers for weight in layer.weights]
    if check.needs != "structure" and not any(weight.has_values for weight in weights):
        if weights:
            return translate("the graph was read without its values"), translate("check the model itself")
        if any(layer.lacks_weights for layer in subject.graph.layers):
            return translate("the weights of the model are not known"), ""
        return translate("there are no weights"), ""
    if check.scope == "networks" and is_of_scikit_learn(subject.graph):
        if not weights:
            return translate("there are no weights"), ""
        if all(layer.id in subject.coefficient_layers for layer in subject.graph.layers if layer.weights):
            return translate(_OF_NETWORKS), ""
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
