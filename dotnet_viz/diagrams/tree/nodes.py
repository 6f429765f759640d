"""The shapes of one node: a box with its texts, and the small plot in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dotnet_viz.diagrams.tree.class_colors import POINT_COLOR
from dotnet_viz.diagrams.tree.distributions import Plot, leaf_plot, split_plot
from dotnet_viz.diagrams.tree.plots import share_bar
from dotnet_viz.diagrams.tree.subject import NAME_SIZE, TreeSubject
from dotnet_viz.diagrams.tree.wording import count_text, make_up, measure_text, tooltip, value_text
from dotnet_viz.fonts import LINE_HEIGHT, one_line, shorten
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.trees.node_data import category_name
from dotnet_viz.measures.trees.tree import CLASSIFICATION, REGRESSION, SCORE
from dotnet_viz.scene import Face, Label, Shape, changed
from dotnet_viz.translation.translate import translate

TEXT_SIZE = 10.0

_FOLD_SIZE = 10.5

_PADDING = 7.0
_PATH_WIDTH = 2.6
_BAR = 9.0
_DOT = 2.6


@dataclass
class _Stack:
    """Texts and a plot, one below the other; places are measured from the top until the height is known."""

    width: float
    height: float = _PADDING
    labels: list[Label] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    ticks: list[Label] = field(default_factory=list)
    dots: tuple[tuple[float, float], ...] = ()

    def text(self, text: str, size: float = TEXT_SIZE, *, bold: bool = False, color: str = "ink") -> None:
        line = size * LINE_HEIGHT
        shown = shorten(one_line(text), size, self.width, bold)
        self.labels.append(Label(shown, 0.0, self.height + line / 2, size, bold, color=color))
        self.height += line

    def plot(self, plot: Plot) -> None:
        middle = self.height + plot.height / 2
        self.faces += [Face(tuple((x, y + middle) for x, y in face.points), face.fill) for face in plot.faces]
        self.ticks += [changed(one, y=one.y + middle) for one in plot.labels]
        self.dots = tuple((x, y + middle) for x, y in plot.dots)
        self.height += plot.height

    def bar(self, shares: Sequence[float], colors: Sequence[str]) -> None:
        if shares:
            self.plot(Plot(_BAR + 6, tuple(share_bar(shares, colors, self.width, _BAR))))


def node_shapes(subject: TreeSubject, node: int) -> Iterator[Shape]:
    """Yield the shapes of one node, its box first.

    Args:
        subject: what is drawn.
        node: one of the nodes of the selection.
    """
    stack = _Stack(subject.width)
    kind = "fold" if node in subject.selection.folded else "leaf" if subject.tree.feature[node] < 0 else "split"
    {"fold": _fold, "leaf": _leaf, "split": _split}[kind](subject, node, stack)
    stack.height += _PADDING - 2
    middle = stack.height / 2
    is_on_path = node in subject.path
    head = _head(subject, node, stack) if kind == "leaf" and subject.tree.task == CLASSIFICATION else (0.0, "panel")
    yield Shape(
        f"n{node}",
        _name(subject, node, kind),
        subject.width + 2 * _PADDING,
        stack.height,
        "box" if kind == "split" else "rounded",
        fill="paper",
        stroke="accent" if is_on_path else "line",
        stroke_width=_PATH_WIDTH if is_on_path else 1.0,
        dashed=kind == "fold",
        labels=tuple(changed(one, y=round(one.y - middle, 2)) for one in stack.labels),
        tooltip=_tooltip(subject, node),
        kind=kind,
        group=f"n{node}",
        head=head[0],
        head_fill=head[1],
        mark="path of the sample" if is_on_path else "",
    )  # fmt: skip
    yield from _plot_shapes(node, stack, middle)


def _plot_shapes(node: int, stack: _Stack, middle: float) -> Iterator[Shape]:
    outline = Shape(f"n{node}", "", stack.width + _PADDING, stack.height - 4, x=0.0, y=0.0, kind="plot", group=f"n{node}")
    if stack.dots:
        points = tuple((round(x, 1), round(y - middle, 1)) for x, y in stack.dots)
        yield changed(outline, id=f"n{node}-dots", form="dots", stroke=POINT_COLOR, stroke_width=_DOT, points=points)
    if stack.faces:
        faces = tuple(Face(tuple((x, round(y - middle, 1)) for x, y in face.points), face.fill) for face in stack.faces)
        ticks = tuple(changed(one, y=round(one.y - middle, 2)) for one in stack.ticks)
        yield changed(outline, id=f"n{node}-plot", form="polygon", fill="paper", stroke_width=0.0, faces=faces, labels=ticks)


def _split(subject: TreeSubject, node: int, stack: _Stack) -> None:
    tree = subject.tree
    stack.text(tree.feature_names[int(tree.feature[node])], NAME_SIZE, bold=True)
    if subject.data is not None:
        stack.plot(split_plot(subject, node))
    elif tree.task == CLASSIFICATION:
        stack.bar(subject.shares(node), subject.colors)
    _below(subject, node, stack)
    if node in subject.path and subject.sample is not None:
        stack.text(translate("the sample: {value}", value=_sample_text(subject, node)), color="accent", bold=True)


def _below(subject: TreeSubject, node: int, stack: _Stack) -> None:
    """Add how many samples there are, and what is known of all nodes."""
    tree = subject.tree
    if subject.data is None and tree.task == REGRESSION and tree.feature[node] >= 0:
        stack.text(translate("mean {value}", value=format_number(float(tree.value[node, 0]))))
    stack.text(count_text(float(subject.weights[node]), subject.weights_are), color="muted")
    if subject.options.show_impurity and (measure := measure_text(tree, node)):
        stack.text(measure, color="muted")


def _sample_text(subject: TreeSubject, node: int) -> str:
    feature = int(subject.tree.feature[node])
    value = float(subject.sample[feature]) if subject.sample is not None else 0.0
    if value != value:  # noqa: PLR0124 - NaN
        return translate("missing")
    if node in subject.tree.categories:
        return category_name(int(value), subject.tree.category_names.get(feature, ()))
    return format_number(value)


def _leaf(subject: TreeSubject, node: int, stack: _Stack) -> None:
    tree = subject.tree
    stack.text(value_text(tree, node), NAME_SIZE, bold=True)
    if tree.task == CLASSIFICATION:
        stack.height += 3
        stack.bar(subject.shares(node), subject.colors)
        stack.text(make_up(tree, node, subject.counts(node)), color="muted")
        if subject.options.show_impurity and (measure := measure_text(tree, node)):
            stack.text(measure, color="muted")
        return
    stack.plot(leaf_plot(subject, node))
    if tree.task == SCORE:
        stack.bar(subject.shares(node), subject.colors)
    _below(subject, node, stack)


def _fold(subject: TreeSubject, node: int, stack: _Stack) -> None:
    stack.text(format_count(subject.selection.folded[node], "more node"), _FOLD_SIZE, bold=True)
    stack.bar(subject.shares(node), subject.colors)
    _below(subject, node, stack)


def _head(subject: TreeSubject, node: int, stack: _Stack) -> tuple[float, str]:
    """Return the upper part of a leaf, in the colour of its class."""
    answer = int(subject.tree.value[node].argmax())
    return stack.labels[0].y + NAME_SIZE * LINE_HEIGHT / 2 + 2, subject.colors[int(subject.groups[answer])]


def _name(subject: TreeSubject, node: int, kind: str) -> str:
    tree = subject.tree
    return value_text(tree, node) if kind == "leaf" else tree.feature_names[int(tree.feature[node])]


def _tooltip(subject: TreeSubject, node: int) -> str:
    rows = "" if subject.data is None else translate("{rows} of the data", rows=format_count(int(subject.weights[node]), "row"))
    folded = subject.selection.folded.get(node)
    text = tooltip(subject.tree, node, rows, subject.counts(node), subject.class_names)
    return text if folded is None else f"{text}\n{translate('{nodes} below', nodes=format_count(folded, 'more node'))}"
