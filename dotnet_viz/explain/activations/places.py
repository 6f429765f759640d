"""The outputs of a model's layers: their names, and which axes of them are what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError, near_miss

SCORES = "attention_scores"
"""Last part of the name of the scores that an attention layer computes; shape (samples, heads, queries, keys)."""


@dataclass(frozen=True)
class Place:
    """Where in a model an array comes from.

    Args:
        name: of the array: ``layer``, with ``#2`` behind it for the second call of a shared layer, ``[1]`` for the second
            tensor that a call returns and ``/attention_scores`` for the scores of an attention layer.
        layer: the layer's id in the graph: the names of the models around it and its own, joined by ``/``.
        kind: class of the layer, or of the layer in a wrapper.
        activation: name of the activation function of the layer, ``None`` where it has none.
        channels_first: whether the units are the first axis behind the samples, not the last.
    """

    name: str
    layer: str
    kind: str
    activation: str | None = None
    channels_first: bool = False

    @property
    def is_scores(self) -> bool:
        """Whether the array has the scores of attention."""
        return self.name.endswith(f"/{SCORES}")


def call_name(layer: str, call: int) -> str:
    """Return the name of what a call of a layer returns.

    Args:
        layer: id of the layer.
        call: 1 for the first call.

    Example:
        >>> call_name("backbone/dense", 1), call_name("backbone/dense", 2)
        ('backbone/dense', 'backbone/dense#2')
    """
    return layer if call == 1 else f"{layer}#{call}"


def call_names(nodes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the name of what each call of a model returns.

    Args:
        nodes: id of each call and id of its layer, in order.

    Example:
        >>> call_names([("n0", "dense"), ("n1", "dense")])
        {'n0': 'dense', 'n1': 'dense#2'}
    """
    counts: dict[str, int] = {}
    names = {}
    for node, layer in nodes:
        counts[layer] = counts.get(layer, 0) + 1
        names[node] = call_name(layer, counts[layer])
    return names


def is_part_of(name: str, wanted: str) -> bool:
    """Return whether a name is what was asked for, one call of it, or inside of it.

    Args:
        name: of an array.
        wanted: name of an array, a layer or a model in the model.

    Example:
        >>> is_part_of("backbone/conv#2", "backbone"), is_part_of("conv#2", "conv"), is_part_of("conv_2", "conv")
        (True, True, False)
    """
    return name == wanted or (name.startswith(wanted) and name[len(wanted) :][:1] in "/#[")


def chosen_layers(known: Sequence[str], layers: str | Iterable[str] | None) -> list[str]:
    """Return the ids of the layers that names stand for, in the order of the model.

    Args:
        known: ids of all layers.
        layers: ids, names without the models around them, or models in the model; with ``#2`` for a call; ``None`` for all.

    Raises:
        OptionError: a name that no layer has; with the names there are.

    Example:
        >>> chosen_layers(["body/conv", "body/dense", "out"], ["dense", "out"]), chosen_layers(["body/conv", "out"], "body")
        (['body/dense', 'out'], ['body/conv'])
    """
    if layers is None:
        return list(known)
    names = names_in("layers", layers, ordered=False)
    found = {layer for name in names for layer in _meant(known, name)}
    return [layer for layer in known if layer in found]


def _meant(known: Collection[str], name: str) -> Iterator[str]:
    plain = without_call(name)
    found = [layer for layer in known if is_part_of(layer, plain)] or [
        layer for layer in known if layer.rpartition("/")[2] == plain
    ]
    if not found:
        listed = ", ".join(list(known)[:20]) + (f" and {len(known) - 20} more" if len(known) > 20 else "")
        raise OptionError(f"unknown layer {name!r}; the model has: {listed}{near_miss(name, known)}")
    yield from found


def without_call(name: str) -> str:
    """Return the id of the layer that an array comes from.

    Args:
        name: of the array.

    Example:
        >>> without_call("body/dense#2"), without_call("body/attend#2/attention_scores"), without_call("lstm[1]")
        ('body/dense', 'body/attend', 'lstm')
    """
    plain = name.removesuffix(f"/{SCORES}")
    head, bracket, number = plain.rpartition("[")
    if bracket and number.removesuffix("]").isdigit():
        plain = head
    head, sign, number = plain.rpartition("#")
    return head if sign and number.isdigit() else plain


def is_wanted(name: str, layers: str | Iterable[str] | None) -> bool:
    """Return whether an array of a chosen layer was asked for: a name with a call's number asks for this call alone.

    Args:
        name: of an array, whose layer is one of :func:`chosen_layers`.
        layers: as there.

    Example:
        >>> is_wanted("dense#2", ["dense"]), is_wanted("dense", ["dense#2"]), is_wanted("body/dense#2", ["dense#2"])
        (True, False, True)
    """
    if layers is None:
        return True
    return any(
        is_part_of(name, wanted) or is_part_of(name.rpartition("/")[2], wanted) or _ends(name, wanted)
        for wanted in names_in("layers", layers, ordered=False)
    )


def _ends(name: str, wanted: str) -> bool:
    return f"/{wanted}" in name and is_part_of(name[name.index(f"/{wanted}") + 1 :], wanted)
