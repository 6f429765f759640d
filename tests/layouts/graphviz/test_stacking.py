from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts import place
from dotnet_viz.layouts.graphviz import engines
from dotnet_viz.layouts.graphviz.place import RANK_GAP
from dotnet_viz.layouts.graphviz.stacking import place_in_pieces
from dotnet_viz.scene import Cluster, Connection, Label, Scene
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps, distance_to_outline
from tests.scene_builders import box, chain

DIRECTIONS = ("TB", "BT", "LR", "RL")


def blocks(count: int, direction: str = "TB") -> Scene:
    """Return blocks of four shapes that a line skips, with a late input, a frame and a side output."""
    names = [f"b{number}{letter}" for number in range(count) for letter in "pqrs"]
    pairs = list(pairwise(names))
    pairs += [(f"b{number}p", f"b{number}s") for number in range(count)]
    pairs += [("late", "b1q"), ("b2q", "side")]
    shapes = [box(name, cluster="frame" if name in ("b1q", "b1r") else None) for name in (*names, "late", "side")]
    frame = Cluster("frame", "frame", Label("a frame"))
    lines = tuple(Connection(start, end) for start, end in pairs)
    return Scene("blocks", shapes=tuple(shapes), connections=lines, clusters=(frame,), direction=direction)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the graphs that the engine gets."""
    seen: list[str] = []
    real = engines.ENGINES["wasm"]

    def engine(source: str, timeout: float) -> bytes:
        seen.append(source)
        return real(source, timeout)

    monkeypatch.setitem(engines.ENGINES, "wasm", engine)
    return seen


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_pieces_fit_together(direction: str) -> None:
    placed = place(blocks(4, direction))
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)
    for line in placed.connections:
        for name, point in ((line.source, line.points[0]), (line.target, line.points[-1])):
            assert distance_to_outline(placed.shape_by_id[name], point) < 1.5


def test_equal_pieces_are_laid_out_once(runs: list[str]) -> None:
    place(blocks(12))
    assert len(runs) == len(set(runs)) < 6


def test_a_chain_needs_no_engine(runs: list[str]) -> None:
    placed = place(chain(4))
    assert runs == []
    tops = [centre(shape)[1] - shape.height / 2 for shape in placed.shapes]
    assert tops[1] - tops[0] == pytest.approx(placed.shapes[0].height + RANK_GAP)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_trunk_is_straight(direction: str) -> None:
    placed = place(blocks(6, direction))
    trunk = [centre(shape) for shape in placed.shapes if shape.name[0] == "b"]
    across = [place[0] if direction in ("TB", "BT") else place[1] for place in trunk]
    assert max(across) - min(across) < 2


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(OptionError, match="unknown layout engine"):
        place_in_pieces(chain(2), engine="neato", timeout=1.0)


@pytest.mark.parametrize("framed", ["n0", "n3"])
def test_a_frame_around_one_box_of_a_chain_has_a_place(framed: str) -> None:
    scene = chain(4)
    shapes = tuple(replace(shape, cluster="f" if shape.id == framed else None) for shape in scene.shapes)
    placed = place(replace(scene, shapes=shapes, clusters=(Cluster("f", "f", Label("frame")),)))
    (frame,) = placed.clusters
    assert frame.box is not None
    x, y = centre(placed.shape_by_id[framed])
    assert frame.box[0] < x < frame.box[2]
    assert frame.box[1] < y < frame.box[3]
