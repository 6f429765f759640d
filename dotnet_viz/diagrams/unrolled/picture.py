"""The picture of an unrolled model: rows of boxes, the lines between them, and captions beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dotnet_viz.colors import WHITE, mix
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph, edge_tooltip, flattened, without
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.model_text import model_text
from dotnet_viz.diagrams.common.texts.remarks import fitted_remarks, remark_lines
from dotnet_viz.diagrams.unrolled.captions import SMALL, TEXT, box_text, caption_texts
from dotnet_viz.diagrams.unrolled.curves import rise, state_route
from dotnet_viz.diagrams.unrolled.places import BACK_ROW, Places, StepSizes
from dotnet_viz.diagrams.unrolled.rows import StepRow, is_state, rows_of
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.formatting import format_count
from dotnet_viz.geometry.lines import Curve, straight
from dotnet_viz.graph import Edge, Graph
from dotnet_viz.graph.layer_kinds import core, family_of
from dotnet_viz.graph.mask_nodes import mask_nodes
from dotnet_viz.scene import Connection, Label, Point, Scene, Shape
from dotnet_viz.translation.translate import translate

_INK = "#111111"
_HEIGHT = 30.0
_BACK = "-back"
_LINE = 14.0
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass
class UnrolledPicture:
    """One model and what is drawn of it.

    Args:
        graph: the model.
        unroll: number of steps drawn from the start.
        expand_nested: whether the layers of nested models are drawn.
        sizes: of steps, boxes and captions.
    """

    graph: Graph
    unroll: int
    expand_nested: bool
    sizes: StepSizes = field(default_factory=StepSizes)
    flat: FlatGraph = field(init=False)
    shapes: dict[str, Shape] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    lines: dict[tuple[str, str], Connection] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # What computes a mask is no layer that steps pass: the layers say that they make and use it.
        self.flat = without(flattened(self.graph, expand_nested=self.expand_nested), mask_nodes(self.graph))
        self.rows = {row.node.id: row for row in rows_of(self.flat)}
        self.captions = {row.node.id: tuple(caption_texts(row, self.sizes.caption)) for row in self.rows.values()}
        self.places = Places(self.rows.values(), lambda row: len(self._steps(row)), self._caption_width, self.sizes)

    def scene(self) -> Scene:
        """Return the picture, with positions."""
        for row in self.rows.values():
            self._add_row(row)
        for edge in self.flat.edges:
            self._join(edge)
        counts = [row for row in self.rows.values() if row.form == "cell"]
        return Scene(
            title=one_line(self.graph.name) or self.graph.kind,
            description=self._description(len(counts)),
            shapes=tuple(self.shapes.values()),
            connections=tuple(self.lines.values()),
            labels=tuple(self.labels),
            notes=(*self._notes(counts), *self.graph.notes),
            layout="given",
            direction="BT",
            margin=self.sizes.margin,
            members=self.members,
        )

    def _description(self, cells: int) -> str:
        model = model_text(self.graph)
        if not cells:
            return translate("{model}, unrolled: no layer has a state.", model=model)
        return translate("{model}, unrolled: {layers} with states.", model=model, layers=format_count(cells, "layer"))

    def _notes(self, cells: Sequence[StepRow]) -> Iterator[str]:
        if not cells:
            yield translate("no layer has a state, so that none is drawn step by step")
        drawn = [row for row in cells if self._has_dots(row)]
        sizes = {row.steps for row in drawn}
        for steps in sorted(sizes, key=str):
            if steps is None:
                yield translate("dots stand for the other steps; how many there are varies")
            else:
                names = ", ".join(one_line(row.node.layer.name) for row in drawn if row.steps == steps)
                yield translate(
                    "{names}: {drawn} of {count} steps are drawn, dots stand for the others",
                    names=names,
                    drawn=self.unroll + 1,
                    count=steps,
                )

    # Steps and captions

    def _has_dots(self, row: StepRow) -> bool:
        return row.has_steps and (row.steps is None or row.steps > self.unroll + 1)

    def _steps(self, row: StepRow) -> list[str]:
        """Return the names of the steps that are drawn, ``"dots"`` among them; ``"all"`` for one box of all steps."""
        if not row.has_steps:
            return ["all"]
        if not self._has_dots(row):
            return [str(step + 1) for step in range(row.steps or 1)]
        last = "T" if row.steps is None else str(row.steps)
        return [*(str(step + 1) for step in range(self.unroll)), "dots", last]

    def _caption_width(self, row: StepRow) -> float:
        return max((text_width(text, size, bold) for text, size, bold in self.captions[row.node.id]), default=0.0)

    # Boxes

    def _add_row(self, row: StepRow) -> None:
        layer = row.node.layer
        steps, y = self._steps(row), self.places.of(row, 0)[1]
        if not row.has_steps:
            x, width = self.places.of_box(row)
            self._add(row, f"{row.node.id}-all", (x, y), width, box_text(row, width - 10))
            self._remark(row, width)
            return
        for index, step in enumerate(steps):
            x = self.places.of(row, index)[0]
            if row.is_bidirectional:
                self._add(row, f"{row.node.id}-{step}", (x - self.sizes.cell * 0.31, y), self.sizes.cell * 0.52, "→", step)
                self._add(
                    row,
                    f"{row.node.id}-{step}{_BACK}",
                    (x + self.sizes.cell * 0.31, y - BACK_ROW),
                    self.sizes.cell * 0.52,
                    "←",
                    step,
                )
            else:
                text = f"x{_index(step)}" if layer.kind == "InputLayer" else core(layer).kind
                self._add(row, f"{row.node.id}-{step}", (x, y), self.sizes.cell, shorten(text, TEXT, self.sizes.cell - 6), step)
        self._caption(row, y)
        if row.form == "cell":
            self._states(row, steps)

    def _caption(self, row: StepRow, y: float) -> None:
        x = self.places.of_caption(row)
        texts = self.captions[row.node.id]
        for index, (text, size, bold) in enumerate(texts):
            down = _LINE * (index - (len(texts) - 1) / 2)
            self.labels.append(Label(text, x, y + down, size, bold, anchor="start", color="ink" if bold else "muted"))

    def _remark(self, row: StepRow, width: float) -> None:
        """Write what is said of a layer below its name, where its one box has the name and no caption stands beside it."""
        if not (found := fitted_remarks(remark_lines([row.node]), SMALL, width - 10)):
            return
        shape = self.shapes[f"{row.node.id}-all"]
        name = replace(shape.labels[0], y=-_LINE / 2)
        below = Label(found, 0.0, _LINE / 2, SMALL, color=_INK)
        self.shapes[shape.id] = replace(shape, labels=(name, below))

    def _add(self, row: StepRow, name: str, place: Point, width: float, text: str, step: str = "") -> None:
        color, layer = FAMILY_COLORS[family_of(row.node.layer)], row.node.layer
        shape = Shape(
            name, layer.name, width, _HEIGHT, "rounded", *place, mix(color, WHITE, 0.72), mix(color, _INK, 0.45),
            labels=(Label(text, size=TEXT, color=_INK),), tooltip=layer_tooltip(layer), kind=layer.kind,
        )  # fmt: skip
        if step == "dots":
            shape = replace(shape, form="area", width=22.0, labels=(Label("…", size=14.0),))
        self.shapes[name] = shape
        self.members[name] = (row.node.id,)

    # Lines

    def _states(self, row: StepRow, steps: Sequence[str]) -> None:
        words = translate("state of {layer}", layer=row.node.layer.name)
        order = list(reversed(steps)) if row.is_backward else list(steps)
        for one, other in pairwise(order):
            self._line(f"{row.node.id}-{one}", f"{row.node.id}-{other}", words)
            if row.is_bidirectional:
                self._line(f"{row.node.id}-{other}{_BACK}", f"{row.node.id}-{one}{_BACK}", words)

    def _line(self, source: str, target: str, words: str, *, is_state: bool = True) -> None:
        one, other = self.shapes[source], self.shapes[target]
        (x0, y0), (x1, y1) = (one.x or 0.0, one.y or 0.0), (other.x or 0.0, other.y or 0.0)
        if is_state and y0 == y1:
            sign = 1.0 if x1 > x0 else -1.0
            points: Curve = straight((x0 + sign * one.width / 2, y0), (x1 - sign * other.width / 2, y1))
        else:
            points = rise(one, other, self.shapes.values(), self.sizes)
        stroke = {"stroke": "accent", "width": 1.6} if is_state else {}
        self.lines[source, target] = Connection(source, target, points, tooltip=words, **stroke)  # type: ignore[arg-type]

    def _join(self, edge: Edge) -> None:
        source, target, words = self.rows[edge.source], self.rows[edge.target], edge_tooltip(self.graph, edge)
        if is_state(target.node, edge.target_port):
            self._state_between(self._state_box(source, edge.source_port), self._first_box(target, edge.target_port), words)
            return
        for one, other in self._pairs(source, target, edge.source_port):
            if (one, other) not in self.lines:
                self._line(one, other, words, is_state=False)

    def _state_between(self, source: str, target: str, words: str) -> None:
        if (source, target) in self.lines:
            return
        is_doubled = source.endswith(_BACK) or f"{source}{_BACK}" in self.shapes
        directions = source.endswith(_BACK), target.endswith(_BACK)
        points = state_route(self.shapes[source], self.shapes[target], directions, self.sizes, is_doubled=is_doubled)
        self.lines[source, target] = Connection(source, target, points, "accent", 1.6, tooltip=words)

    def _state_box(self, row: StepRow, port: int) -> str:
        """Return the id of the box in which a layer has a state at last: of the second direction its first step."""
        is_back = row.is_back_state(port)
        step = self._steps(row)[0 if row.is_backward or is_back else -1]
        return f"{row.node.id}-{step}{_BACK}" if is_back else f"{row.node.id}-{step}"

    def _first_box(self, row: StepRow, port: int) -> str:
        """Return the id of the box in which a layer starts with a state: of the second direction its last step."""
        starts_back = row.starts_back(port)
        step = self._steps(row)[-1 if row.is_backward or starts_back else 0]
        return f"{row.node.id}-{step}{_BACK}" if starts_back else f"{row.node.id}-{step}"

    def _pairs(self, source: StepRow, target: StepRow, port: int) -> Iterator[tuple[str, str]]:
        """Yield the ids of the boxes that a tensor joins: each step with its own, the last one alone, or one box with all."""
        ends = self._boxes(target)
        is_state = source.is_final_state(port)
        for step, name in [("all", self._state_box(source, port))] if is_state else self._leaving(source):
            # What takes all steps at once, or none, has something for each.
            for end in ends if "all" in (step, *ends) else [step]:
                for target_name in (f"{target.node.id}-{end}", f"{target.node.id}-{end}{_BACK}"):
                    if target_name in self.shapes:
                        yield name, target_name

    def _leaving(self, row: StepRow) -> Iterator[tuple[str, str]]:
        """Yield the steps of a layer that have a result, and the ids of their boxes: of each direction all, or the last one."""
        steps = self._boxes(row)
        is_last = row.form == "cell" and not row.returns_sequences
        forwards = [steps[0] if row.is_backward else steps[-1]] if is_last else steps
        yield from ((step, f"{row.node.id}-{step}") for step in forwards)
        if row.is_bidirectional:
            yield from ((step, f"{row.node.id}-{step}{_BACK}") for step in (steps[:1] if is_last else steps))

    def _boxes(self, row: StepRow) -> list[str]:
        """Return the names of the steps that are drawn as boxes."""
        return [step for step in self._steps(row) if step != "dots"]


def _index(step: str) -> str:
    return "" if step == "dots" else step.translate(_SUBSCRIPT) if step.isdigit() else f"_{step}"
