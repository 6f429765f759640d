"""The picture of a U: with all layers and rows one beside the other where there is room, else with less of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import prod

from dotnet_viz.diagrams.common.graphs.flat_graph import FlatGraph, edge_tooltip, flattened
from dotnet_viz.diagrams.common.graphs.frames import is_group
from dotnet_viz.diagrams.layered.labels import Texts
from dotnet_viz.diagrams.layered.nesting import Level, Link, bridged
from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.diagrams.layered.placement import LayerBlock
from dotnet_viz.diagrams.layered.scene import LayeredPicture
from dotnet_viz.diagrams.layered.shapes import SceneParts, cuboid_shape, with_funnel
from dotnet_viz.diagrams.layered.u_shape.frames import framed
from dotnet_viz.diagrams.layered.u_shape.levels import ULevels, find_u
from dotnet_viz.diagrams.layered.u_shape.places import place_u
from dotnet_viz.diagrams.layered.u_shape.routes import u_routes
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Edge, Graph, Node
from dotnet_viz.graph.channel_axis import nodes_with_channels_first
from dotnet_viz.graph.layer_kinds import changes_values_only, family_of
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.scene import Connection, Point, Scene
from dotnet_viz.translation.translate import translate

_SKIP_WIDTH = 1.8
_KEEPING = frozenset({"regularization", "activation", "normalization"})


@dataclass(frozen=True)
class _Attempt:
    """How much of a U is drawn.

    Args:
        options: of the style.
        left_out: what is not drawn: ``""`` nothing, ``"joined"`` the layers that treat each value by itself, ``"runs"`` all but
            the last layer of each side of a row.
        shape: ``"steps"`` where each row begins where the one above it ends, ``"flat"`` where rows are as close below each
            other as lines allow as well, ``"stacked"`` where rows begin below each other.
    """

    options: LayeredOptions
    left_out: str = ""
    shape: str = "steps"


def u_scene(options: LayeredOptions, graph: Graph, described: str) -> Scene | None:
    """Return the picture of a model as a U, ``None`` where it is none, or has groups that cannot be framed in one.

    Args:
        options: of the style; the picture is no wider than ``row_width`` where that can be.
        graph: the model, with its wrappers opened where they are drawn.
        described: what the description says of the model.

    Raises:
        OptionError: the options name layers that are not there.
    """
    known = _Known(graph, options)
    attempts = list(_attempts(options, ("steps", "stacked"))) if known.rises else []
    for attempt in attempts:
        most = None if attempt is attempts[-1] else options.row_width
        drawn = _scene(attempt, known, described, most)
        if drawn is None:
            return None
        scene, width = drawn
        if most is None or width <= most:
            return scene
    return None


def u_scenes(options: LayeredOptions, graph: Graph, described: str) -> Iterator[Scene]:
    """Yield ever smaller pictures of a model as a U, none where it is none.

    Args:
        options: of the style.
        graph: the model, with its wrappers opened where they are drawn.
        described: what the description says of the model.
    """
    known = _Known(graph, options)
    for attempt in _attempts(options, ("steps", "flat", "stacked")) if known.rises else ():
        drawn = _scene(attempt, known, described)
        if drawn is None:
            return
        yield drawn[0]


def has_groups_in_u(options: LayeredOptions, graph: Graph) -> bool:
    """Return whether a model is a U with groups, which may find no frames in one.

    Args:
        options: of the style.
        graph: the model, with its wrappers opened where they are drawn.
    """
    known = _Known(graph, options)
    if not known.rises or not any(map(is_group, graph.nodes)):
        return False
    made = _Drawn(known, _Attempt(options), 0.0)
    LayeredPicture(options, graph, "", levels=made.levels, arrange=made.parts).scene()
    return made.found is not None


def _scene(attempt: _Attempt, known: _Known, described: str, most: float | None = None) -> tuple[Scene, float] | None:
    """Return a picture and its width, ``None`` where the model is no U or its groups find no frames in one.

    A picture that is wider than ``most`` has nothing in it.
    """
    made = _Drawn(known, attempt, most)
    picture = LayeredPicture(attempt.options, known.graph, described, levels=made.levels, arrange=made.parts)
    if made.found is None:
        return None
    scene = replace(picture.scene(), description=_description(described, made.found))
    return (scene, made.width) if made.is_framed else None


def _rises(graph: Graph) -> bool:
    """Return whether a tensor may be larger in space than what it is made of, which costs less to know than where the U is."""
    if nodes_with_channels_first(graph):
        return True
    for edge in graph.edges:
        before, after = graph.node(edge.source).output(edge.source_port).shape, graph.node(edge.target).output().shape
        if before is None or after is None or None in (*before[1:], *after[1:]):
            return True
        if len(before) == len(after) > 2 and prod(map(int, after[1:-1])) > prod(map(int, before[1:-1])):  # type: ignore[arg-type]
            return True
    return False


def _description(described: str, found: ULevels) -> str:
    return translate(
        "Layers of {model} as a U: {levels}, {skips} across.",
        model=described,
        levels=format_count(found.row_count, "resolution"),
        skips=format_count(len(found.skips), "skip"),
    )


def _attempts(options: LayeredOptions, shapes: Collection[str]) -> Iterator[_Attempt]:
    captions = ("kind", "mark") if options.caption == "auto" and options.show_captions else (options.caption,)
    short = replace(options, caption=captions[-1])
    middle, small = _lowered(short, 120.0, 40.0), _lowered(short, 60.0, 14.0)
    most = [
        *(_Attempt(replace(options, caption=caption)) for caption in captions),
        *(_Attempt(chosen, "joined") for chosen in (short, middle)),
        *(_Attempt(_lowered(short, side, 20.0), "joined", "stacked") for side in (200.0, 120.0, 60.0)),
        *(_Attempt(chosen, "runs") for chosen in (middle, small)),
        _Attempt(small, "runs", "stacked"),
    ]
    for attempt in most:
        yield attempt
        if attempt.shape == "steps" and "flat" in shapes:
            yield replace(attempt, shape="flat")


def _lowered(options: LayeredOptions, side: float, length: float) -> LayeredOptions:
    """Return the options with blocks of at most a height and a length."""
    high, long = min(options.max_xy, side), min(options.max_z, length)
    low, short = min(options.min_xy, high), min(options.min_z, long)
    return replace(options, max_xy=high, min_xy=low, max_z=long, min_z=short)


class _Known:
    """What all attempts at a model have in common, each found once."""

    def __init__(self, graph: Graph, options: LayeredOptions) -> None:
        self.graph, self.rises = graph, _rises(graph)
        self._options = options
        self._levels: dict[tuple[frozenset[str], str], tuple[Level, ULevels | None]] = {}

    @cached_property
    def flat(self) -> FlatGraph:
        """The model with its nested models opened."""
        return flattened(self.graph, expand_nested=self._options.expand_nested)

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes of the open model."""
        return {node.id: node for node in self.flat.nodes}

    def levels(self, ignored: frozenset[str], left_out: str) -> tuple[Level, ULevels | None]:
        """Return what is drawn as one level, and its rows; ``None`` where it is no U."""
        key = ignored, left_out
        if key not in self._levels:
            self._levels[key] = self._found(ignored, left_out)
        return self._levels[key]

    def _found(self, ignored: frozenset[str], left_out: str) -> tuple[Level, ULevels | None]:
        if not left_out:
            level = self._level(ignored)
            nodes = [self.by_id[name] for name in level.members]
            u = None if self.flat.contained else find_u(nodes, level.links, nodes_with_channels_first(self.graph))
            return level, u
        level, whole = self.levels(ignored, "joined" if left_out == "runs" else "")
        if whole is None:
            return level, None
        kept = self._options.kept
        gone = ignored | (_joined(self.flat.nodes, self.flat.before()) - kept)
        level = self._level(gone if left_out == "joined" else gone | whole.inside_runs(kept))
        return level, whole.among(level.members, level.links)

    def _level(self, left_out: Set[str]) -> Level:
        links = (Link(edge.source, edge.target, edge.source_port, edge.target_port) for edge in self.flat.edges)
        members = tuple(name for name in self.by_id if name not in left_out)
        return Level(None, members, links=tuple(bridged(links, left_out)))


class _Drawn:
    """Levels and parts of one attempt, as :class:`~dotnet_viz.diagrams.layered.scene.LayeredPicture` asks for them."""

    def __init__(self, known: _Known, attempt: _Attempt, most: float | None) -> None:
        self._known, self._attempt, self._most = known, attempt, most
        self.found: ULevels | None = None
        self.is_framed = True
        self.width = 0.0

    def levels(self, graph: Graph, *, ignored: Collection[str]) -> Mapping[str | None, Level]:
        """Return all layers as one level, nested models opened."""
        level, self.found = self._known.levels(frozenset(ignored), self._attempt.left_out)
        return {None: level}

    def parts(
        self, graph: Graph, levels: Mapping[str | None, Level], blocks: Mapping[str, LayerBlock], options: LayeredOptions
    ) -> SceneParts:
        """Return blocks and lines in their places."""
        links, found = levels[None].links, self.found
        if found is None:
            return SceneParts((), (), ())
        if options.text_callable is None:
            blocks = {name: _sizes_below(block) for name, block in blocks.items()}
        places = place_u(
            found, blocks, links, gap=options.gap, text_size=options.text_pixels, shape=self._attempt.shape,
            clear_sides=options.clear_sides,
        )  # fmt: skip
        self.width = places.width
        if self._most is not None and self.width > self._most:
            return SceneParts((), (), ())
        routes = u_routes(found, blocks, links, places)
        shapes = [
            cuboid_shape(blocks[name], places.middles[name], places.tops[row], places.bottoms[row], options)
            for name in found.order
            for row in [found.rows[name]]
        ]
        skips = set(found.skips)
        steps = _single_steps(links, found, places.rows) - skips if options.draw_funnel else set()
        lines = []
        for link in links:
            line = _line(graph, link, routes[link], is_skip=link in skips)
            if link in steps and line.points:
                line = with_funnel(line, blocks, places.middles[link.source], places.middles[link.target])
            lines.append(line)
        framed_shapes = framed(self._known.graph, shapes)
        self.is_framed = framed_shapes is not None
        blocks_in_frames, frames = framed_shapes or (tuple(shapes), ())
        return SceneParts(blocks_in_frames, tuple(lines), frames)


def _line(graph: Graph, link: Link, points: tuple[Point, ...], *, is_skip: bool) -> Connection:
    edge = Edge(link.source, link.source_port, link.target, link.target_port)
    line = Connection(link.source, link.target, points=points, tooltip=edge_tooltip(graph, edge))
    return replace(line, stroke="accent", width=_SKIP_WIDTH) if is_skip else line


def _single_steps(links: Sequence[Link], found: ULevels, rows: Sequence[Sequence[str]]) -> set[Link]:
    """Return the links that alone lead from a layer to the next one of its row."""
    counts = Counter((link.source, link.target) for link in links)
    return {link for link in links if counts[link.source, link.target] == 1 and _touching(link, found, rows)}


def _touching(link: Link, found: ULevels, rows: Sequence[Sequence[str]]) -> bool:
    row = rows[found.rows[link.source]]
    place = row.index(link.source)
    return place + 1 < len(row) and row[place + 1] == link.target


def _sizes_below(block: LayerBlock) -> LayerBlock:
    """Return a block whose sizes stand with its other texts, for skips come and go above it."""
    return replace(block, texts=Texts((), (*block.texts.below, *block.texts.above)))


def _joined(nodes: Sequence[Node], before: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the ids of layers that treat every value by itself: their tensors look like those that they take."""
    return {
        node.id
        for node in nodes
        if len(before[node.id]) == 1 and (family_of(node.layer) in _KEEPING or changes_values_only(node))
    }
