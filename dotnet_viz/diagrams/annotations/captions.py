"""Texts that users add to layers: by a mapping, or by a function of the layer."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.errors import OptionError, UnsafeFileError
from dotnet_viz.files.formats.small_text import read_small_object
from dotnet_viz.graph import Graph, Remark

_MOST_CHARACTERS = 4 << 20
_MOST_PAIRS = 1_000_000
"""Of patterns in a file and layers that each is tried on."""
_MOST_REPEATS = 2
_LONGEST_PATTERN = 200
_REPEATS = re.compile(r"[*+]|\{\d*,")
_GROUPS = re.compile(r"\)[*+{]")
_TAKEN = "a function of a layer that returns a text or None, a mapping from names of layers to texts, or a .json file with one"


def read_captions(given: object, graph: Graph, names: LayerNames) -> dict[str, Remark]:
    r"""Return the text of each call.

    Args:
        given: a function that takes a :class:`~dotnet_viz.graph.Layer` and returns a text, whose lines end in ``\n``, or
            ``None``; a mapping from names or regular expressions of layers to texts; or the path of a ``.json`` file.
        graph: the model.
        names: of its layers.

    Raises:
        OptionError: it is something else, a name is of no layer, or a text is none.
        UnreadableFileError: the file has something else in it.
        UnsafeFileError: it is too long, or has patterns that may take very long to match.

    Example:
        >>> from dotnet_viz.graph import Layer, Node
        >>> graph = Graph("m", "Sequential", (Node("n0", Layer("a", "a", "Dense")),))
        >>> read_captions(lambda layer: f"the {layer.kind}", graph, LayerNames(graph))["n0"].text
        'the Dense'
    """
    if isinstance(given, str | os.PathLike):
        path = Path(given)
        given = read_small_object(path, _MOST_CHARACTERS, "which no captions need", "names of layers with a text each")
        _check_patterns([name for name in given if not names.calls(name)], len(graph.layers), repr(str(path)))
    if isinstance(given, Mapping):
        found = {}
        for name, text in given.items():
            if not _is_none(text):
                found.update(dict.fromkeys(names.matching(str(name), "captions"), _remark(str(name), text)))
        return found
    if not callable(given):
        raise OptionError(f"captions must be {_TAKEN}, not {given!r}")
    texts = {layer.id: (layer.name, given(layer)) for layer in graph.layers}
    remarks = {key: _remark(name, text) for key, (name, text) in texts.items() if not _is_none(text)}
    return {node.id: remarks[node.layer.id] for node in graph.nodes if node.layer.id in remarks}


def _check_patterns(patterns: Sequence[str], layers: int, what: str) -> None:
    """Refuse regular expressions of somebody else's file that could take for ever: Python's engine knows no limit of time."""
    if len(patterns) * layers > _MOST_PAIRS:
        raise UnsafeFileError(f"{what} has {len(patterns):,} patterns for {layers:,} layers; name the layers themselves")
    for pattern in patterns:
        if len(pattern) > _LONGEST_PATTERN or len(_REPEATS.findall(pattern)) > _MOST_REPEATS or _GROUPS.search(pattern):
            raise UnsafeFileError(
                f"{what} has the pattern {pattern[:_LONGEST_PATTERN]!r}, which may take very long; in a file one may have up to"
                f" {_MOST_REPEATS} of * and +, and none behind a bracket"
            )


def _is_none(text: object) -> bool:
    return text is None or (isinstance(text, str) and not text.strip())


def _remark(name: str, text: object) -> Remark:
    if not isinstance(text, str):
        raise OptionError(f"captions has {text!r} for {name!r}; a caption is a text, or None for no caption")
    return Remark(text)
