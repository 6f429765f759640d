from __future__ import annotations

from dotnet_viz.renderers.mermaid.keys import entry_colors, keys
from dotnet_viz.scene import KeyEntry, KeyLegend, Legend, Scene


def test_keys_stay_and_bars_have_an_entry_for_each_number() -> None:
    key = KeyLegend("kinds", (KeyEntry("dense", "#0072b2"),))
    bar = Legend("weight", ((0.0, "#ff0000"), (0.5, "#ffffff"), (1.0, "#0000ff")), ((0.0, "−1"), (0.5, "0"), (1.0, "1")))
    found = list(keys(Scene("legends", legends=(key, bar))))
    assert found[0] == key
    assert found[1].title == "weight"
    assert [(entry.text, entry.fill) for entry in found[1].entries] == [("−1", "#ff0000"), ("0", "#ffffff"), ("1", "#0000ff")]


def test_the_text_of_an_entry_is_read_on_its_colour() -> None:
    assert entry_colors(KeyEntry("dark", "#00355c"))[2] != entry_colors(KeyEntry("pale", "#f4e6f7"))[2]
