from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from dotnet_viz.formatting import format_number
from dotnet_viz.renderers.graphs.text import STRONGEST, text
from dotnet_viz.scene import Connection, KeyEntry, KeyLegend, Legend, Scene
from tests.renderers.every_style import placed
from tests.scene_builders import AWKWARD_TEXTS, box, nested


def test_frames_skips_and_loops_are_shown() -> None:
    assert text(nested()).splitlines()[3:] == [
        "● in",
        "● a  [outer]",
        "├─┬─╮",
        "├─╯ │",
        "●   │ b  Conv2D  (None, 3, 3)  [inner]",
        "●   │ c  [inner]  ↑ c",
        "├───╯",
        "● +  [outer]",
        "● out",
    ]


def test_every_line_goes_on_until_its_end() -> None:
    shapes = tuple(box(name) for name in "abcdef")
    pairs = (("a", "b"), ("a", "f"), ("b", "c"), ("b", "e"), ("c", "d"), ("d", "e"), ("e", "f"), ("c", "f"))
    rows = text(Scene("t", shapes=shapes, connections=tuple(Connection(*pair) for pair in pairs))).splitlines()[2:]
    assert rows == [
        "● a",
        "├─╮",
        "● │ b",
        "├─┼─╮",
        "● │ │ c",
        "├─┼─┼─╮",
        "● │ │ │ d",
        "├─┼─╯ │",
        "● │   │ e",
        "├─┴───╯",
        "● f",
    ]


def test_many_lines_are_counted_and_the_strongest_are_named() -> None:
    scene = placed("weight-graph")
    written = text(scene)
    for bundle in scene.bundles:
        strongest = max(bundle.values.tolist(), key=abs)
        assert f"{bundle.name}: {len(bundle.sources)} → {len(bundle.targets)}, {len(bundle)} × weight" in written
        assert format_number(strongest) in written
    assert sum(line.startswith("  ") for line in written.splitlines()) == STRONGEST * len(scene.bundles)


@pytest.mark.parametrize("name", [*AWKWARD_TEXTS, "\x1b[31m", "\u202e", "\ud800", "\x00"])
def test_no_name_acts_on_a_terminal(name: str) -> None:
    shapes = tuple(replace(box(item, lines=[name]), name=name) for item in ("a", "b"))
    scene = Scene(name, name, shapes=shapes, connections=(Connection("a", "b"),), notes=(name,))
    assert {unicodedata.category(letter) for letter in text(scene)} & {"Cc", "Cf", "Cs"} <= {"Cc"}
    assert not {letter for letter in text(scene) if unicodedata.category(letter) == "Cc"} - {"\n"}


def test_a_line_inside_a_box_of_several_layers_is_a_shortcut_with_its_text() -> None:
    lines = Connection("a", "b"), Connection("a", "a", label="Conv2D 1×1"), Connection("b", "b")
    scene = Scene("two", shapes=(box("a"), box("b")), connections=lines, members={"a": ("n0", "n1"), "b": ("n2", "n3")})
    rows = [row for row in text(scene).splitlines() if "↷" in row]
    assert len(rows) == 2
    assert rows[0].endswith("↷ Conv2D 1×1")
    assert rows[1].endswith("↷")


def test_keys_are_said_where_they_tell_something_without_colours() -> None:
    named = KeyLegend("highlighted", (KeyEntry("a", "#ff6347"),), is_read_without_colors=True)
    families = KeyLegend("families", (KeyEntry("dense", "#0072b2"),))
    bar = Legend("loss", ((0.0, "#000000"), (1.0, "#ffffff")), ((0.0, "1"), (1.0, "3")), notes=("grey: no value",))
    scene = Scene("t", shapes=(box("a"), box("b")), connections=(Connection("a", "b"),), legends=(named, families, bar))
    assert text(scene).splitlines()[-2:] == ["highlighted: a", "loss"]


def test_boxes_stand_after_what_they_need_whatever_frames_do_with_their_order() -> None:
    shapes = tuple(box(name) for name in "acdb")
    pairs = (("a", "b"), ("b", "c"), ("c", "d"))
    scene = Scene("t", shapes=shapes, connections=tuple(Connection(*pair) for pair in pairs))
    assert text(scene).splitlines()[2:] == ["● a", "● b", "● c", "● d"]
