"""What a weight graph leaves out where it has to fit a page: neurons, gates, then layers, outputs, and words last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from dotnet_viz.diagrams.common.smaller import lowered
from dotnet_viz.diagrams.units.gates import gates_of
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.outputs import FEW, OutputRoom, many_output_rooms

# Neurons of a layer, and of those that have room for fewer layers still.
_NEURONS = (8, 6, 5, 4, 3)
_FEW_NEURONS = (6, 4, 3)
_MOST_LAYERS = 16
_LAYERS = (8, 4, 3, 2, 1)
# Between columns, where lines fan out to many outputs.
_WIDE_GAP = 150.0
_WIDE_STEP = 220.0
# Between columns whose lines have their values on them.
_GAP_WITH_VALUES = 130.0

# Layers, neurons of each and pixels between columns.
_ON_SMALL_PAPERS = ((2, 4, 34.0), (2, 3, 34.0), (1, 6, 34.0), (1, 4, 34.0), (1, 4, 24.0), (1, 3, 24.0), (1, 2, 24.0))

_Row = list[tuple[WeightGraphOptions, OutputRoom | None]]


def smaller_options(options: WeightGraphOptions, units: UnitGraph, size: tuple[float, float]) -> Sequence[_Row]:
    """Return the options of ever smaller pictures and the room of each for outputs, in rows.

    Many outputs are all drawn beside two layers at least, or beside one where no picture has room for two.

    Args:
        options: of the usual picture.
        units: the whole model, without gates.
        size: of the page in CSS pixels.
    """
    whole = _with_fewer_neurons(options)
    folded = [replace(one, gates=False) for one in whole] if any(gates_of(link.node.layer) for link in units.kernels) else []
    part = _with_fewer_layers(replace((folded or whole)[-1], max_neurons=options.max_neurons), units)
    all_layers = _with_room_for_values(whole) if options.show_values else _each(whole, FEW)
    last = [*all_layers, *_each([*folded, *part], FEW), *_each([(folded or whole)[-1], *part], None)]
    rooms = many_output_rooms(units, options, size[1])
    if not rooms:
        return [last]
    several, single = ([one for one in part if (one.max_layers == 1) is is_single] for is_single in (False, True))
    fits_wide = len(units.stages) * _WIDE_STEP <= size[0]
    return [
        [(whole[0], replace(room, gap=_WIDE_GAP)) for room in rooms if fits_wide],
        [pair for room in rooms for pair in _each(whole, room)],
        [pair for room in rooms for pair in _each(folded, room)],
        _each(several, rooms[-1]),
        _each([*whole, *folded, *several], FEW),
        _each(single, rooms[-1]),
        last,
    ]


def smallest_options(options: WeightGraphOptions) -> Iterator[tuple[WeightGraphOptions, OutputRoom | None, float]]:
    """Yield the options of ever smaller pictures for papers that are smaller than a column, in either direction.

    Args:
        options: of the usual picture.

    Returns:
        Options, the room for outputs and the pixels between columns of each.
    """
    other = "TB" if options.rankdir == "LR" else "LR"
    for bias, room in product(dict.fromkeys((options.bias, "none")), (FEW, None)):
        for layers, neurons, gap in _ON_SMALL_PAPERS:
            most_layers, most_neurons = _lower(options.max_layers, layers), _lower(options.max_neurons, neurons)
            fewer = replace(options, gates=False, bias=bias, max_layers=most_layers, max_neurons=most_neurons)
            for direction in (options.rankdir, other):
                yield replace(fewer, rankdir=direction), room, gap


def _lower(limit: int | None, other: int) -> int:
    return other if limit is None else min(limit, other)


def _each(options: Sequence[WeightGraphOptions], room: OutputRoom | None) -> _Row:
    return [(one, room) for one in options]


def _with_room_for_values(options: Sequence[WeightGraphOptions]) -> _Row:
    return [(one, room) for one in options for room in (replace(FEW, gap=_GAP_WITH_VALUES), FEW)]


def _with_fewer_neurons(options: WeightGraphOptions) -> list[WeightGraphOptions]:
    """Return options with ever fewer neurons: lines of more cannot be told apart between columns near each other."""
    steps = lowered(options, max_neurons=_NEURONS, max_layers=(_MOST_LAYERS,) * len(_NEURONS))
    return [one for one in steps if one.max_neurons is not None and one.max_neurons <= _NEURONS[0]]


def _with_fewer_layers(options: WeightGraphOptions, units: UnitGraph) -> list[WeightGraphOptions]:
    """Return options with ever fewer layers than a model has, each with ever fewer neurons."""
    count = len({link.node.id for link in units.kernels})
    return [one for layers in _LAYERS if layers < count for one in _with_layers(options, layers)]


def _with_layers(options: WeightGraphOptions, most: int) -> Iterator[WeightGraphOptions]:
    steps = lowered(options, max_neurons=_FEW_NEURONS, max_layers=(most,) * len(_FEW_NEURONS))
    next(steps)  # the options as they are
    yield from steps
