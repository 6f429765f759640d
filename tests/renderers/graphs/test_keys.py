from __future__ import annotations

from dotnet_viz.renderers.graphs.keys import KEYS, entry_colors, keys, with_keys
from dotnet_viz.scene import KEY_STROKE, KeyEntry, KeyLegend, Legend, Scene


def test_keys_stay_and_bars_have_an_entry_for_each_number() -> None:
    key = KeyLegend("kinds", (KeyEntry("dense", "#0072b2"),))
    bar = Legend("weight", ((0.0, "#ff0000"), (0.5, "#ffffff"), (1.0, "#0000ff")), ((0.0, "−1"), (0.5, "0"), (1.0, "1")))
    found = list(keys(Scene("legends", legends=(key, bar))))
    assert found[0] == key
    assert found[1].title == "weight"
    assert [(entry.text, entry.fill) for entry in found[1].entries] == [("−1", "#ff0000"), ("0", "#ffffff"), ("1", "#0000ff")]


def test_the_text_of_an_entry_is_read_on_its_colour() -> None:
    assert entry_colors(KeyEntry("dark", "#00355c"))[2] != entry_colors(KeyEntry("pale", "#f4e6f7"))[2]


def test_entries_are_boxes_in_frames_of_their_own() -> None:
    key = KeyLegend("kinds", (KeyEntry("dense", "#0072b2", dashed=True), KeyEntry("", "#ffffff")))
    scene = with_keys(Scene("legends", legends=(key,)))
    assert [(shape.name, shape.fill, shape.dashed) for shape in scene.shapes] == [
        ("dense", "#0072b2", True),
        (" ", "#ffffff", False),
    ]
    assert [(frame.name, frame.parent) for frame in scene.clusters] == [("", None), ("kinds", KEYS)]
    plain = Scene("none", legends=(KeyLegend("empty", ()),))
    assert with_keys(plain) is plain


def test_boxes_of_entries_have_outlines_as_wide_as_the_entries_have() -> None:
    key = KeyLegend("kinds", (KeyEntry("once"), KeyEntry("thick: repeated", stroke_width=5.0)))
    assert [shape.stroke_width for shape in with_keys(Scene("legends", legends=(key,))).shapes] == [KEY_STROKE, 5.0]
