"""What a picture writes beside the calls of layers: one line for each remark, or one for all calls that a box stands for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count, format_magnitude, format_number, format_percent
from dotnet_viz.graph import Graph, Node, Remark
from dotnet_viz.translation.translate import translate

_MOST_TEXTS = 2
_DIGITS = 3
_FORMS: Mapping[str, Callable[[float], str]] = {
    "number": lambda value: format_number(value, _DIGITS),
    "count": lambda value: format_count(round(value)),
    "magnitude": lambda value: format_magnitude(round(value)),
    "share": format_percent,
}


def value_text(value: float, form: str = "number", unit: str = "") -> str:
    """Return a number of a layer as it is written on the layer and in legends.

    Args:
        value: any number.
        form: one of those of :class:`~dotnet_viz.graph.Remark`.
        unit: of the number; empty for none.

    Example:
        >>> value_text(3.21987, unit="ms"), value_text(12_345_678, "magnitude"), value_text(float("nan"))
        ('3.22 ms', '12.3 M', 'NaN')
    """
    text = _FORMS[form](value) if math.isfinite(value) else format_number(value)
    return f"{text} {unit}" if unit else text


def remark_lines(nodes: Iterable[Node], *, labelled: bool = False) -> list[str]:
    """Return the lines that stand beside some calls, which one box or column stands for.

    Args:
        nodes: one, or several.
        labelled: whether every line says what its number is, not those alone that have to.

    Example:
        >>> from dotnet_viz.graph import Layer
        >>> one, other = (Node(name, Layer(name, name, "Dense"), remarks=(Remark(f"{value:g} ms", "time", value, "ms"),))
        ...               for name, value in (("n0", 2.0), ("n1", 4.0)))
        >>> remark_lines([one]), remark_lines([one], labelled=True), remark_lines([one, other])
        (['2 ms'], ['time: 2 ms'], ['mean 3 ms, 2 to 4'])
    """
    found: dict[str, list[Remark]] = {}
    for node in nodes:
        for remark in node.remarks:
            found.setdefault(remark.label, []).append(remark)
    lines = []
    for label, remarks in found.items():
        numbers = [remark for remark in remarks if remark.value is not None]
        texts = _words(list(dict.fromkeys(remark.text for remark in remarks if remark.value is None)))
        with_label = labelled or any(remark.is_labelled for remark in numbers)
        lines += [*texts, *([_labelled(joined_text(numbers), label, labelled=with_label)] if numbers else [])]
    return lines


def fitted_remarks(lines: Sequence[str], size: float, room: float) -> str:
    """Return remarks in one line; those at its end that have no room are three dots, so that no two numbers become one.

    Args:
        lines: of :func:`remark_lines`.
        size: of the text, in CSS pixels.
        room: its width, in CSS pixels.

    Example:
        >>> fitted_remarks(["mean 2.15, 1.1 to 3.2", "share: 0.4"], 10.0, 140.0)
        'mean 2.15, 1.1 to 3.2 · …'
    """
    lines = [one_line(line) for line in lines]
    for kept in range(len(lines), 0, -1):
        text = " · ".join((*lines[:kept], *(["…"] if kept < len(lines) else [])))
        if text_width(text, size) <= room:
            return text
    return shorten(lines[0], size, room) if lines else ""


def _words(texts: Sequence[str]) -> list[str]:
    rest = len(texts) - _MOST_TEXTS
    lines = [line for text in texts[:_MOST_TEXTS] for line in text.split("\n")]
    return lines if rest <= 0 else [*lines, translate("+{left_out} more", left_out=rest)]


def _labelled(text: str, label: str, *, labelled: bool) -> str:
    return f"{label}: {text}" if labelled and label else text


def joined_value(values: Sequence[float], *, adds_up: bool) -> float:
    """Return the one number that stands for those of several calls: their sum, or the mean of the finite ones.

    Args:
        values: at least one.
        adds_up: whether they are added.

    Example:
        >>> joined_value([1.0, 3.0], adds_up=True), joined_value([1.0, 3.0, float("nan")], adds_up=False)
        (4.0, 2.0)
    """
    if adds_up:
        return sum(values)
    finite = [value for value in values if math.isfinite(value)]
    return sum(finite) / len(finite) if finite else values[0]


def joined_text(remarks: Sequence[Remark]) -> str:
    """Return in words the numbers of several calls: the one, their sum, or their mean with the smallest and the largest.

    Args:
        remarks: with numbers, at least one.

    Example:
        >>> joined_text([Remark("3.2 ms", "time", 3.2, "ms"), Remark("4 ms", "time", 4.0, "ms")])
        'mean 3.6 ms, 3.2 to 4'
    """
    first = remarks[0]
    values = [remark.value for remark in remarks if remark.value is not None]
    if len(values) == 1:
        return first.text
    joined = value_text(joined_value(values, adds_up=first.adds_up), first.form, first.unit)
    finite = [value for value in values if math.isfinite(value)]
    if first.adds_up or not finite or min(finite) == max(finite):
        return joined
    low, high = (value_text(value, first.form) for value in (min(finite), max(finite)))
    return translate("mean {mean}, {low} to {high}", mean=joined, low=low, high=high)


def remarked(graph: Graph, remarks: Sequence[Mapping[str, Remark]], start: str = "") -> Graph:
    """Return a model with what is written beside its calls.

    Args:
        graph: the model.
        remarks: by the id of the call, after ``start``.
        start: what the ids in ``remarks`` begin with.
    """
    if not remarks:
        return graph
    nodes = (
        replace(node, remarks=tuple(one[name] for one in remarks if (name := start + node.id) in one)) for node in graph.nodes
    )
    return replace(graph, nodes=tuple(nodes))
