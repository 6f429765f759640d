"""Outputs are all drawn where there is room, nearer to each other where they are many: no class is missing in a picture."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.common.values.input_images import InputImage
from dotnet_viz.diagrams.units.gates import with_gates
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.diagrams.weight_graph.columns import INDEX_SIZE, ROW_HEIGHT, known_names
from dotnet_viz.diagrams.weight_graph.images import picture_pitch
from dotnet_viz.diagrams.weight_graph.options import WeightGraphOptions
from dotnet_viz.diagrams.weight_graph.selection.units import column_groups

FEW_OUTPUTS = 20
"""Outputs are all drawn up to this many, as far apart as other neurons."""

TEXT_PITCH = INDEX_SIZE * ROW_HEIGHT
"""Rows with a text each are at least so far apart, in CSS pixels."""

_EASY_PITCH = 14.0
_NEURON_PITCH = 34.0
_LEAST_OF_ROOM = 0.8
# Outputs side by side have less room, and no text of a line's height beside each.
_SIDE_BY_SIDE = 1100.0
_LEAST_SIDE_BY_SIDE = 5.5


@dataclass(frozen=True)
class OutputRoom:
    """How long all outputs of a picture are together, across its flow, in CSS pixels.

    Args:
        usual: where they can stand so near each other that no text is small.
        longer: where they cannot.
        most: beyond it outputs are left out.
        least_pitch: between outputs without names.
        gap: between columns of a picture that is made for a page, where lines may be so steep.
    """

    usual: float
    longer: float
    most: float
    least_pitch: float = TEXT_PITCH
    gap: float = 64.0

    def pitch(self, outputs: int, *, are_named: bool) -> float:
        """Return how far apart outputs are.

        Args:
            outputs: how many there are.
            are_named: whether a text stands beside each of them.

        Example:
            >>> [round(SCREEN.pitch(count, are_named=True), 1) for count in (34, 100, 200)]
            [20.0, 14.0, 10.8]
        """
        least = TEXT_PITCH if are_named else self.least_pitch
        return max(self.usual / outputs, min(_EASY_PITCH, self.longer / outputs), least)

    def beside(self, neurons: int) -> OutputRoom:
        """Return the room beside columns of so many neurons: no longer than they are, where texts do not need more.

        Args:
            neurons: of a column at most.
        """
        length = neurons * _NEURON_PITCH
        return self if length >= _LEAST_OF_ROOM * self.usual else replace(self, usual=length, longer=0.0)


SCREEN = OutputRoom(usual=680.0, longer=1400.0, most=2300.0)
"""Where nothing is asked for."""

_PAGE = OutputRoom(usual=600.0, longer=0.0, most=820.0, least_pitch=5.5)
FEW = OutputRoom(usual=0.0, longer=0.0, most=0.0)
"""Without room for more than :data:`FEW_OUTPUTS`."""

_SHORT_PAGE = OutputRoom(usual=200.0, longer=0.0, most=820.0, least_pitch=5.5)


def many_output_rooms(units: UnitGraph, options: WeightGraphOptions, height: float) -> list[OutputRoom]:
    """Return the rooms that many outputs have on a page, a larger one first; none where they are few or have no room at all.

    Args:
        units: the whole model, without gates.
        options: of the picture.
        height: of the page in CSS pixels.
    """
    units = with_gates(units) if options.gates else units
    whole = {room: whole_outputs(units, units.outputs, room, options, {}) for room in (_PAGE, _SHORT_PAGE)}
    counts = {stage.id: stage.units or 0 for stage in units.stages}
    lengths = {
        room: max((pitch * counts[name] for name, pitch in pitches.items() if pitch is not None), default=0.0)
        for room, pitches in whole.items()
    }
    return [room for room, length in lengths.items() if 0 < length <= height]


def rooms_on_paper(units: UnitGraph, options: WeightGraphOptions) -> list[OutputRoom]:
    """Return ever smaller rooms for outputs, that of a screen first; it alone where outputs are few or are not all drawn.

    Args:
        units: the whole model, without gates.
        options: of the picture.
    """
    are_many = any(pitch is not None for pitch in whole_outputs(units, units.outputs, SCREEN, options, {}).values())
    return [SCREEN, *many_output_rooms(units, options, math.inf), FEW] if are_many else [SCREEN]


def whole_outputs(
    units: UnitGraph,
    outputs: Collection[str],
    room: OutputRoom,
    options: WeightGraphOptions,
    pictures: Mapping[str, InputImage],
) -> dict[str, float | None]:
    """Return the columns of which all units are drawn as they are outputs, and how far apart these are, by the column's id.

    Args:
        units: what is drawn.
        outputs: ids of the columns that are outputs of the model.
        room: that there is for them.
        options: of the picture.
        pictures: what neurons are drawn as pictures of, by the column's id.

    Returns:
        Pixels from one unit to the next; ``None`` for the usual ones. The smallest outputs come first where not all have room.
    """
    groups = [group for group in column_groups(units) if any(stage.id in outputs for stage in group)]
    room = _room_in(options, room)
    are_named = options.class_names is not None or bool(known_names([stage for group in groups for stage in group]))
    least = TEXT_PITCH if are_named else room.least_pitch
    whole: dict[str, float | None] = {}
    dense: dict[str, int] = {}
    used = 0.0
    for group in sorted(groups, key=lambda group: group[0].units or 0):
        count, ids = group[0].units or 0, [stage.id for stage in group]
        height = max([least, *(picture_pitch(pictures[name]) for name in ids if name in pictures)])
        if count <= FEW_OUTPUTS:
            whole |= dict.fromkeys(ids)
        elif used + count * height <= room.most and not any(stage.gates for stage in group):
            dense |= dict.fromkeys(ids, count)
        else:
            continue
        used += count * height
    return whole | dict.fromkeys(dense, room.pitch(max(dense.values(), default=1), are_named=are_named))


def _room_in(options: WeightGraphOptions, room: OutputRoom) -> OutputRoom:
    """Return the room that outputs have in a picture with some options."""
    if room is SCREEN and options.max_neurons is not None:
        # Outputs that are far longer than the columns before them would take these far apart.
        room = room.beside(options.max_neurons)
    if options.rankdir == "LR" or not room.most:
        return room
    least, longest = min(_LEAST_SIDE_BY_SIDE, room.least_pitch), min(room.most, _SIDE_BY_SIDE)
    return replace(room, longer=min(room.longer, longest), most=longest, least_pitch=least)
