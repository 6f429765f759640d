"""Layouts: a scene without places becomes one with places, framed by its title, legends and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dotnet_viz.errors import unknown_choice
from dotnet_viz.layouts.frame.frame import add_frame
from dotnet_viz.layouts.graphviz.engines import DEFAULT_ENGINE, ENGINES
from dotnet_viz.layouts.loops import with_loops, without_loops
from dotnet_viz.scene import Scene

__all__ = ["DEFAULT_ENGINE", "ENGINES", "LAYOUTS", "MostSize", "place", "place_within", "with_clear_captions"]


@dataclass(frozen=True)
class MostSize:
    """The size that a picture should not exceed without a word.

    Args:
        width: in CSS pixels.
        height: in CSS pixels.
        note: returns what a picture of a width and height that exceed it says below itself.
    """

    width: float
    height: float
    note: Callable[[float, float], str]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    def has(self, scene: Scene) -> bool:
        """Return whether a placed scene is no larger."""
        width, height = scene.size or (0.0, 0.0)
        return width <= self.width and height <= self.height


def _columns(scene: Scene, engine: str, timeout: float) -> Scene:
    from dotnet_viz.layouts.columns.place import place_in_columns

    return place_in_columns(scene)


def _graphviz(scene: Scene, engine: str, timeout: float) -> Scene:
    from dotnet_viz.layouts.grid import is_list, place_in_grid
    from dotnet_viz.layouts.ranks import place_or_rank

    if is_list(scene):
        return place_in_grid(scene)
    if scene.splines == "ortho":
        from dotnet_viz.layouts.graphviz.chains import place_in_right_angles as place_with_lines
    else:
        from dotnet_viz.layouts.graphviz.stacking import place_in_pieces as place_with_lines
    return place_or_rank(scene, engine, lambda given: place_with_lines(given, engine=engine, timeout=timeout))


def _groups(scene: Scene, engine: str, timeout: float) -> Scene:
    from dotnet_viz.layouts.groups import place_groups

    return place_groups(scene, engine=engine, timeout=timeout)


def _given(scene: Scene, engine: str, timeout: float) -> Scene:
    return scene


def _tree(scene: Scene, engine: str, timeout: float) -> Scene:
    from dotnet_viz.layouts.tree import place_tree

    return place_tree(scene)


LAYOUTS: dict[str, Callable[[Scene, str, float], Scene]] = {
    "columns": _columns,
    "given": _given,
    "graphviz": _graphviz,
    "groups": _groups,
    "tree": _tree,
}


_IN_STRIPS = ("columns", "graphviz", "groups")
"""Layouts along a flow, which can be cut across it."""

_TIMEOUT = 60.0


def place(
    scene: Scene,
    *,
    engine: str = DEFAULT_ENGINE,
    timeout: float = _TIMEOUT,
    room: tuple[float, float] | None = None,
    most: MostSize | None = None,
) -> Scene:
    """Give everything in a scene its place and the picture its size.

    Args:
        scene: what should be drawn; one that has places already comes back as it is.
        engine: what lays out scenes of the layout ``"graphviz"``: ``"wasm"`` (Graphviz as WebAssembly) or
            ``"dot"`` (the program of that name on this system).
        timeout: seconds after which the engine is stopped.
        room: width and height that the picture should keep to: a long one goes on in rows, or in columns where its data
            flows downwards. What has no way to be cut is larger all the same.
        most: beyond which a picture goes on in rows or columns where it then keeps to it, and has a note where it does not.

    Returns:
        The scene with places, all of them within its ``size``; title, notes, captions and the texts of
        legends are among its labels.

    Raises:
        OptionError: no such layout or engine.
        EngineError: the engine is not installed. One that crashes, refuses or takes too long, also when asked for simpler
            lines, is a warning: the scene is placed in rows then.

    Example:
        >>> from dotnet_viz.scene import Connection, Shape
        >>> two = Shape("a", "a", 60, 30, rank=0), Shape("b", "b", 60, 30, rank=1)
        >>> placed = place(Scene("two", shapes=two, connections=(Connection("a", "b"),), layout="columns", direction="LR"))
        >>> placed.shapes[0].x < placed.shapes[1].x < placed.size[0]
        True
    """
    if scene.is_placed:
        return _checked(scene, engine)
    placed = _laid_out(scene, engine, timeout)
    framed = _in_room(placed, scene, room)
    return framed if most is None or most.has(framed) else _limited(placed, scene, framed, most)


def place_within(scene: Scene, room: tuple[float, float], *, engine: str = DEFAULT_ENGINE) -> Scene | None:
    """Return what :func:`place` returns for a room, or ``None`` where a scene is clearly too large for it.

    Args:
        scene: what should be drawn.
        room: width and height that the picture has to keep to.
        engine: see :func:`place`.

    Raises:
        VizError: as :func:`place`.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> shapes = tuple(Shape(f"s{number}", str(number), 20, 20) for number in range(30))
        >>> column = Scene("many", shapes=shapes, layout="columns", direction="LR")
        >>> [place_within(column, (600.0, height)) is None for height in (400.0, 4000.0)]
        [True, False]
    """
    if scene.is_placed or scene.layout not in _IN_STRIPS:
        return place(scene, engine=engine, room=room)
    from dotnet_viz.layouts.folding.least_room import is_too_large

    placed = _laid_out(scene, engine, _TIMEOUT)
    return None if is_too_large(placed, room) else _in_room(placed, scene, room)


def with_clear_captions(scene: Scene) -> Iterator[Scene]:
    """Yield a scene without places with its captions where fewer lines pass through them, the best first.

    Args:
        scene: whose columns stand; of others nothing is yielded.

    Example:
        >>> list(with_clear_captions(Scene("empty")))
        []
    """
    if scene.layout == "columns" and not scene.is_placed:
        from dotnet_viz.layouts.columns.clearer_scenes import clearer_scenes

        yield from clearer_scenes(scene)


def _checked(scene: Scene, engine: str) -> Scene:
    if scene.layout not in LAYOUTS:
        raise unknown_choice("layout", scene.layout, LAYOUTS)
    if engine not in ENGINES:
        raise unknown_choice("layout engine", engine, ENGINES)
    return scene


def _laid_out(scene: Scene, engine: str, timeout: float) -> Scene:
    """Return a scene with the places of its layout, without its loops and its frame."""
    return LAYOUTS[_checked(scene, engine).layout](without_loops(scene), engine, timeout)


def _in_room(placed: Scene, given: Scene, room: tuple[float, float] | None) -> Scene:
    if room is not None and placed.layout in _IN_STRIPS:
        from dotnet_viz.layouts.folding.within import folded_within

        placed = folded_within(placed, room)
    return _framed(placed, given, room)


def _limited(placed: Scene, given: Scene, framed: Scene, most: MostSize) -> Scene:
    """Return a picture in strips where that makes it small enough, else as it is with a note that says what it could be."""
    width, height = framed.size or (0.0, 0.0)
    # Columns of units are joined by skips and states, whose lines a cut leads through captions; only fit= asks for that.
    if placed.layout in _IN_STRIPS and placed.layout != "columns" and width * height <= most.width * most.height:
        from dotnet_viz.layouts.folding.within import folded_within

        folded = _framed(folded_within(placed, most.size), given, most.size)
        if most.has(folded):
            return folded
    return _framed(replace(placed, notes=(*placed.notes, most.note(width, height))), given)


def _framed(placed: Scene, given: Scene, room: tuple[float, float] | None = None) -> Scene:
    """Return what a layout has placed with the lines that it left out, and its frame."""
    return add_frame(with_loops(placed, given), room)
