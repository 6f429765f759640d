"""Boxes of the merged picture."""

from __future__ import annotations

from dotnet_viz.diagrams.diff.cards import card, fold_card
from dotnet_viz.diagrams.diff.union import union_of
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.entries import entries_of
from dotnet_viz.scene import Shape
from tests.comparison_builders import Step, chain_steps, changed, compared, inserted, model


def texts(shape: Shape) -> list[str]:
    return [label.text for label in shape.labels]


def cards(before: list[Step], after: list[Step], **options: str) -> dict[str, Shape]:
    union = union_of(compared(before, after, start=0, **options))
    return {item.node.layer.id: card(item, None) for item in union.nodes.values()}


def test_a_box_tells_the_sign_what_changed_and_what_follows() -> None:
    box = cards(chain_steps(2), changed(chain_steps(2), "d1", config={"units": 9}))["dense_1"]
    assert texts(box) == [
        "~  dense_1",
        "Dense",
        "units 4 → 9",
        "output shape (None, 4) → (None, 9)",
        "kernel shape (4, 4) → (4, 9)",
        "parameters 16 → 36",
    ]
    assert (box.mark, box.kind) == ("changed", "Dense")
    assert "matched: same class and place" in box.tooltip


def test_an_activation_that_changed_is_reported_once() -> None:
    box = cards(chain_steps(1), changed(chain_steps(1), "d0", activation="relu"))["dense"]
    assert texts(box)[1:3] == ["Dense", "activation none → relu"]


def test_added_layers_tell_their_parameters_and_the_same_ones_have_no_mark() -> None:
    edited = inserted(chain_steps(1), "d0", Step("x", "Dense", config={"units": 2}))
    found = cards(chain_steps(1), edited)
    assert texts(found["dense_1"]) == ["+  dense_1", "Dense", "out (None, 2)", "8 parameters"]
    assert found["dense"].mark == ""


def test_other_weights_are_reported_as_a_share() -> None:
    found = compare_graphs(model(chain_steps(1)), model(chain_steps(1), values=3))
    [box] = [card(item, None) for item in union_of(found).nodes.values() if item.entry.sort == "weights"]
    assert texts(box)[-1].startswith("weights changed by ")


def test_a_fold_tells_how_many_of_what() -> None:
    entries = entries_of(compared(chain_steps(9), chain_steps(9)))
    box = fold_card("f", entries)
    assert texts(box) == ["9 layers and 1 input unchanged", "9 × Dense, 1 × InputLayer", "≡ another name only: 10"]
    assert "dense_8" in box.tooltip


def test_a_fold_of_long_classes_has_a_line_for_each() -> None:
    steps = [
        Step("a", "GlobalAveragePooling2D"),
        Step("b", "LayerNormalization"),
        Step("c", "TimeDistributed"),
        Step("d", "Dense", config={"units": 4}),
    ]
    box = fold_card("f", entries_of(compared(steps, steps)))
    rows = texts(box)[1:4]
    assert [row.removesuffix(" …")[-1] for row in rows[:2]] == [",", ","]
    assert all(row.startswith("1 × ") for row in rows)
    assert rows[2].endswith(" …")


def test_a_fold_of_changes_says_how_many_and_of_which_sorts() -> None:
    edited = chain_steps(9)
    for number in range(8):
        edited = changed(edited, f"d{number}", config={"units": 4 + number})
    entries = entries_of(compared(chain_steps(9), inserted(edited, "d3", Step("x", "ReLU")), ignore="names,weights"))
    box = fold_card("f", entries)
    assert texts(box)[0] == "10 layers and 1 input, 9 with changes"
    assert texts(box)[2:] == ["+ added: 1", "~ settings changed: 7", "≈ other shapes, as a consequence: 1"]


def test_a_narrow_box_goes_on_in_the_next_line_and_names_its_ends() -> None:
    entries = entries_of(compared(chain_steps(9), chain_steps(9)))
    box = fold_card("f", entries, wrapped_at=90.0)
    assert box.width <= 90.0 + 24.0
    names = f"{entries[0].layer.name} … {entries[-1].layer.name}"
    assert " ".join(texts(box)).startswith(f"9 layers and 1 input unchanged {names} 9 × Dense, 1 × InputLayer")


def test_a_fold_of_one_side_looks_like_it() -> None:
    found = compared(chain_steps(1), chain_steps(9), ignore="names,weights")
    box = fold_card("f", [entry for entry in entries_of(found) if entry.sort == "added"])
    assert texts(box) == ["+  8 layers added", "8 × Dense", "128 parameters"]
    assert box.mark == "added"
