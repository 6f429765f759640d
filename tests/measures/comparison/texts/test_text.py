"""A comparison to read in a terminal."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.graph import Layer
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.texts.text import LOUD, comparison_lines
from dotnet_viz.translation.translate import in_language
from tests.builders import chain, dense_chain
from tests.comparison_builders import Step, block_steps, chain_steps, changed, compared, inserted, model, removed


def test_a_comparison_reads_like_this() -> None:
    steps = block_steps(1)
    edited = removed(inserted(changed(steps, "stem", config={"units": 9}), "b0one", Step("x", "BatchNormalization")), "b0drop")
    assert (
        str(compared(steps, edited, ignore="weights"))
        == """\
− model
+ model
  6 layers, 56 → 106 (+50) parameters, 224 bytes → 424 bytes
  56 → 106 MACs, 126 → 239 FLOPs per sample

  + added                               1  +
  − removed                             1  −
  ~ settings changed                    1  ~
  ≈ other shapes, as a consequence      3  ≈≈≈
  ≡ another name only                   2  ≡≡  (1 layer and 1 input)

layers
  ~ dense_7               Dense: units 4 → 9
                          output shape (None, 4) → (None, 9)
                          kernel shape (4, 4) → (4, 9)
                          parameters 16 → 36
  − dropout               Dropout
  + batchnormalization_7  BatchNormalization

3 layers with other shapes, as a consequence
  ≈ dense_8  Dense: kernel shape (4, 4) → (9, 4); parameters 16 → 36
  ≈ add_7  Add: output shape (None, 4) → (None, 9)
  ≈ dense_10  Dense: kernel shape (4, 2) → (9, 2); parameters 8 → 18

1 layer and 1 input renamed, nothing else (automatic names, renumbered)

ignored: weights"""
    )


def test_no_difference_is_said_in_one_line() -> None:
    graph = dense_chain(3, 2)
    assert str(compare_graphs(graph, graph)).splitlines()[-1] == "no differences"
    assert str(compare_graphs(graph, graph, ignore="names")).splitlines()[-1] == "no differences (names ignored)"


def test_weights_are_a_table_with_the_strongest_first() -> None:
    lines = str(compare_graphs(dense_chain(3, 4, 2), dense_chain(3, 4, 2, seed=1))).splitlines()
    table = [line.split()[1] for line in lines if line.startswith("  Δ dense_")]
    changes = [float(line.split()[2].replace(",", "")) for line in lines if line.startswith("  Δ dense_")]
    assert sorted(table) == ["dense_0", "dense_1"]
    assert changes == sorted(changes, reverse=True)


def test_layers_that_changed_alike_are_one_line_until_all_are_asked_for() -> None:
    before, after = chain_steps(9), chain_steps(9)
    for number in range(9):
        after = changed(after, f"d{number}", activation="gelu")
    found = compare_graphs(model(before), model(after))
    text = [line.text for line in comparison_lines(found)]
    assert "  ~ 9 layers: activation none → gelu" in text
    assert "      dense, dense_1 … dense_8 (--all shows every one)" in text
    assert sum("activation none → gelu" in line.text for line in comparison_lines(found, all_layers=True)) == 9


def test_long_lists_say_how_much_is_left_out() -> None:
    named = [replace(step, name=f"stage{number}") for number, step in enumerate(chain_steps(30))]
    found = compare_graphs(model(chain_steps(30)), model(named), ignore="weights")
    assert "    and 19 more (--all shows every one)" in str(found).splitlines()
    assert len(comparison_lines(found, all_layers=True)) > len(comparison_lines(found))


def test_names_that_keras_numbered_anew_are_counted_and_not_listed() -> None:
    found = compare_graphs(model(chain_steps(30)), model(chain_steps(30), start=3), ignore="weights")
    text = str(found)
    assert "30 layers and 1 input renamed, nothing else (automatic names, renumbered)" in text
    assert "was " not in text
    assert "was " not in str(found._repr_mimebundle_()["text/html"])
    one = [replace(step, name="head") if step.key == "d3" else step for step in chain_steps(30)]
    chosen = str(compare_graphs(model(chain_steps(30)), model(one, start=3), ignore="weights"))
    assert "1 layer renamed, nothing else\n  ≡ head  Dense: was dense_3\n" in chosen
    assert chosen.count("was ") == 1


def test_names_cannot_change_what_a_terminal_shows() -> None:
    name = "a\x1b[2J\nb\u202ec"
    found = compare_graphs(chain([Layer("x", "x", "Dense")]), chain([Layer(name, name, "Dense")]))
    text = str(found)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "�" in text


def test_every_line_has_a_role_for_its_colour() -> None:
    found = compared(chain_steps(2), changed(chain_steps(2), "d1", config={"units": 9}))
    assert {"title", "plain", "added", "removed", "changed", "resized", "renamed", "same", "quiet"} >= {
        line.role for line in comparison_lines(found)
    }


def test_a_long_run_of_removed_layers_is_one_line_until_all_are_asked_for() -> None:
    before = chain_steps(12)
    after = before
    for number in range(2, 10):
        after = removed(after, f"d{number}")
    found = compare_graphs(model(before), model(after), ignore="names")
    text = [line.text for line in comparison_lines(found)]
    assert "  − 8 layers: 8 × Dense; 128 parameters" in text
    assert not any(line.startswith("  − dense_") for line in text)
    assert sum(line.text.startswith("  − dense_") for line in comparison_lines(found, all_layers=True)) == 8


def test_hundreds_of_changes_are_cut_and_counted() -> None:
    before = chain_steps(200)
    after = [replace(step, config={**step.config, "seed": number}) for number, step in enumerate(before, 1)]
    found = compare_graphs(model(before), model(after))
    short, long = (comparison_lines(found, all_layers=every) for every in (False, True))
    assert f"    and {200 - LOUD} more (--all shows every one)" in [line.text for line in short]
    assert sum(line.role == "changed" and ": seed none" in line.text for line in long) == 200


def test_a_comparison_is_in_the_language_all_of_it() -> None:
    steps = chain_steps(3)
    with in_language("zh"):
        lines = str(compared(steps, changed(steps, "d1", config={"units": 9}))).splitlines()
        same = str(compare_graphs(model(steps), model(steps), ignore="weights"))
    assert "层数：" in lines[2]
    assert "  ~ 设置已更改                          1  ~" in lines
    assert "层" in lines
    assert same.splitlines()[-1] == "没有差异（忽略：weights）"
    assert not any(word in line for line in lines for word in ("layers", "parameters", "ignored", "more"))
