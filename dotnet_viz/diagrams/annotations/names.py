"""The layers that users name: by their names, by paths into nested models, by numbers of calls or by patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.graph import Graph

_LISTED = 12
_MOST_UNKNOWN = 3
_CALL = re.compile(r"[1-9][0-9]{0,5}")


class LayerNames:
    """The names of a model's layers, and the ids of their calls.

    Args:
        graph: the whole model.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> names = LayerNames(Graph("m", "Sequential", (Node("n0", Layer("conv_1", "conv_1", "Conv2D")),)))
        >>> names.calls("conv_1"), names.matching("conv.*", "highlight"), names.calls("dense")
        (('n0',), ('n0',), ())
    """

    def __init__(self, graph: Graph) -> None:
        self._by_id: dict[str, list[str]] = {}
        for node in graph.nodes:
            self._by_id.setdefault(node.layer.id, []).append(node.id)
        self._by_name: dict[str, list[str]] = {}
        for layer in sorted(graph.layers, key=lambda layer: layer.id.count("/")):
            self._by_name.setdefault(layer.name, []).append(layer.id)

    @property
    def names(self) -> list[str]:
        """Every name that is taken, layers of the model itself first."""
        return list(dict.fromkeys([*self._by_name, *self._by_id]))

    def calls(self, name: str) -> tuple[str, ...]:
        """Return the ids of the calls of the layer of a name; none where there is no such layer.

        Args:
            name: of a layer, of the outermost models where several have it; the path of a layer in nested models, such as
                ``"vgg/conv1"``; ``"dense#2"`` is the second call of a shared layer.
        """
        found = self._calls_of_layer(name)
        layer, _, number = name.rpartition("#")
        if found or not _CALL.fullmatch(number):
            return found
        return self._calls_of_layer(layer)[int(number) - 1 : int(number)]

    def _calls_of_layer(self, name: str) -> tuple[str, ...]:
        if name in self._by_id:
            return tuple(self._by_id[name])
        layers = self._by_name.get(name, [])
        depth = layers[0].count("/") if layers else 0
        return tuple(call for layer in layers if layer.count("/") == depth for call in self._by_id[layer])

    def matching(self, pattern: str, option: str) -> tuple[str, ...]:
        """Return the ids of the calls that a name or a regular expression means.

        Args:
            pattern: a name as for :meth:`calls`, or a regular expression of whole names or paths.
            option: it was given for.

        Raises:
            OptionError: nothing matches, or it is no regular expression.
        """
        found = self.calls(pattern)
        if found:
            return found
        try:
            wanted = re.compile(pattern)
        except re.error:
            raise self.unknown([pattern], option) from None
        layers = [layer for layer in self._by_id if wanted.fullmatch(layer) or wanted.fullmatch(layer.rpartition("/")[2])]
        if not layers:
            raise self.unknown([pattern], option)
        return tuple(call for layer in layers for call in self._by_id[layer])

    def by_call(self, values: Mapping[str, float], option: str) -> dict[str, float]:
        """Return numbers by the id of the call.

        Args:
            values: by the names of layers.
            option: they were given for.

        Raises:
            OptionError: names that no layer has, with what may be meant.
        """
        found: dict[str, float] = {}
        unknown = []
        for name, value in values.items():
            calls = self.calls(name)
            found.update(dict.fromkeys(calls, value))
            unknown += [] if calls else [name]
        if unknown:
            raise self.unknown(unknown, option)
        return found

    def unknown(self, wanted: Sequence[str], option: str) -> OptionError:
        """Return the error for names that no layer has.

        Args:
            wanted: the names, at least one.
            option: they were given for.
        """
        names = self.names
        guesses = ", ".join(f"{name!r}{near_miss(name, names)}" for name in wanted[:_MOST_UNKNOWN])
        more = f" and {len(wanted) - _MOST_UNKNOWN} more" if len(wanted) > _MOST_UNKNOWN else ""
        return OptionError(f"{option} names no layer of this model: {guesses}{more}; it has: {listed(names)}")


def listed(names: Iterable[str]) -> str:
    """Return names for a message, of many the first.

    Args:
        names: of layers.
    """
    known = list(names)
    return f"{', '.join(known[:_LISTED])}{f' ... {known[-1]} ({len(known)})' if len(known) > _LISTED else ''}"
