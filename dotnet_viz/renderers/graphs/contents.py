"""The boxes, lines and frames of a scene, for formats that know nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dotnet_viz.colors import hex_colors
from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_number
from dotnet_viz.renderers.graphs.keys import KEYS, with_keys
from dotnet_viz.renderers.primitives.size import count_lines
from dotnet_viz.renderers.themes.theme import plain_color, readable
from dotnet_viz.scene import FLOWCHARTS, Bundle, Cluster, Scene, Shape


@dataclass(frozen=True)
class GraphLine:
    """A line between two boxes.

    Args:
        source: id of the shape it leaves.
        target: id of the shape it enters.
        color: of the line.
        width: in pixels.
        dashed: whether it is dashed.
        arrow: whether it ends in an arrowhead.
        label: text on it.
        tooltip: more on it.
        weight: the number that it shows; ``None`` where it shows none.
    """

    source: str
    target: str
    color: str
    width: float
    dashed: bool = False
    arrow: bool = True
    label: str = ""
    tooltip: str = ""
    weight: float | None = None


def check_graph(scene: Scene, form: str, most_lines: int) -> None:
    """Raise where a picture is no graph, or has more lines than a format holds.

    Args:
        scene: the picture.
        form: name of the format.
        most_lines: that it holds.

    Raises:
        OptionError: it is so.
    """
    count = len(scene.connections) + count_lines(scene)
    if not scene.shapes or (scene.layout not in FLOWCHARTS and not count):
        raise OptionError(
            f"{form} holds boxes and lines, and {scene.title!r} is another kind of picture; "
            "save it as .svg, .png or .pdf, or draw the style 'plot-model' or 'blocks'"
        )
    if count > most_lines:
        raise OptionError(
            f"{form} holds up to {most_lines:,} lines, and {scene.title!r} has {count:,}; "
            "draw fewer (max_edges= or the style 'blocks'), or save it as .graphml, .dot, .svg or .pdf"
        )


def boxes(scene: Scene) -> list[Shape]:
    """Return the shapes that stand for something or that a line ends at."""
    ends = {end for line in scene.connections for end in (line.source, line.target)}
    ends |= {end for bundle in scene.bundles for end in (*bundle.sources, *bundle.targets)}
    ends |= {end for mesh in scene.meshes for end in (*mesh.sources, *mesh.targets)}
    return [shape for shape in scene.boxes if shape.id in ends or shape.name or shape.tooltip]


def graph_lines(scene: Scene) -> Iterator[GraphLine]:
    """Yield connections, the lines of meshes and those of bundles."""
    for line in scene.connections:
        yield GraphLine(
            line.source, line.target, plain_color(line.stroke), line.width, line.dashed, line.arrow,
            one_line(line.label), line.tooltip,
        )  # fmt: skip
    for mesh in scene.meshes:
        for source in mesh.sources:
            for target in mesh.targets:
                yield GraphLine(source, target, plain_color(mesh.stroke), mesh.width, arrow=False)
    for bundle in scene.bundles:
        yield from _bundle_lines(bundle)


def _bundle_lines(bundle: Bundle) -> Iterator[GraphLine]:
    rows = zip(
        bundle.source_index.tolist(), bundle.target_index.tolist(), hex_colors(bundle.colors), bundle.widths.tolist(),
        bundle.dashed.tolist(), bundle.values.tolist(), strict=True,
    )  # fmt: skip
    for source, target, color, width, dashed, value in rows:
        text = f"{bundle.measure}: {format_number(value)}"
        ends = bundle.sources[source], bundle.targets[target]
        yield GraphLine(*ends, color, width, dashed, bundle.arrow, "", text, value)


def main_fill(shape: Shape) -> str:
    """Return the one colour of a box, which is that of its head where it has one."""
    color = shape.head_fill if shape.head > 0 else shape.fill
    return plain_color("paper" if shape.form in ("ellipsis", "area") else color)


def ink_on(shape: Shape) -> str:
    """Return a colour that is read on that of a box."""
    return readable("ink", main_fill(shape))


def lines_of_text(shape: Shape) -> list[str]:
    """Return the texts of a shape from the top; texts of one height are one line, and without any its name is it."""
    ordered = sorted((label for label in shape.labels if label.text), key=lambda label: (label.y, label.x))
    rows = [" ".join(one_line(label.text) for label in row) for _, row in groupby(ordered, key=lambda label: label.y)]
    return rows or ["…" if shape.form == "ellipsis" else one_line(shape.name)]


@dataclass(frozen=True)
class NestedBoxes:
    """The boxes and frames of a scene and of its keys, for languages in which boxes stand inside braces of their frames.

    Args:
        scene: with its keys, see :func:`~dotnet_viz.renderers.graphs.keys.with_keys`.
        shown: the shapes that are boxes.
        names: of the boxes in the language, by the id of the shape.
        frames: of the frames, by the id of the cluster.
    """

    scene: Scene
    shown: Sequence[Shape]
    names: Mapping[str, str]
    frames: Mapping[str, str]

    def lines(
        self,
        box: Callable[[Shape, str], str],
        frame: Callable[[Cluster, str], Sequence[str]],
        owner: str | None = None,
        indent: str = "",
    ) -> Iterator[str]:
        """Yield the boxes, and the frames around those inside them.

        Args:
            box: returns the line of a box of a name.
            frame: returns the lines that open a frame of a name; ``}`` closes it.
            owner: id of the frame whose content it is.
            indent: of its lines.
        """
        yield from (indent + box(shape, self.names[shape.id]) for shape in self.shown if shape.cluster == owner)
        for cluster in self.scene.clusters:
            if cluster.parent == owner:
                yield from (indent + line for line in frame(cluster, self.frames[cluster.id]))
                yield from self.lines(box, frame, cluster.id, indent + "  ")
                yield f"{indent}}}"

    def entries(self) -> list[str]:
        """Return the names of the boxes of all keys."""
        return [self.names[shape.id] for shape in self.shown if shape.id.startswith(KEYS)]


def nested_boxes(scene: Scene, form: str, most_lines: int) -> NestedBoxes:
    """Return the boxes and frames of a scene and of its keys, named in their order.

    Args:
        scene: the picture.
        form: name of the format.
        most_lines: that it holds.

    Raises:
        OptionError: it is no graph, or has more lines.
    """
    check_graph(scene, form, most_lines)
    explained = with_keys(scene)
    shown = boxes(explained)
    names = {shape.id: f"s{number}" for number, shape in enumerate(shown)}
    return NestedBoxes(explained, shown, names, {each.id: f"g{number}" for number, each in enumerate(explained.clusters)})


def frames_around(scene: Scene) -> Mapping[str, tuple[str, ...]]:
    """Return for each frame the ids of the frames around it and its own, from the outside."""
    found: dict[str, tuple[str, ...]] = {}
    for cluster in scene.clusters:
        found[cluster.id] = (*(found[cluster.parent] if cluster.parent else ()), cluster.id)
    return found
