from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.keras_format.variables import AMBIGUOUS, EMPTY, Variable, VariableTree
from dotnet_viz.keras_format.weights.numbering import ListedLayer, Numbering, groups_of_class, matched_groups, numberings_of

ONE = Variable((1,), "float32", None)


def filled(name: str) -> VariableTree:
    return VariableTree(name, (ONE,))


def listed(*, saved_before: bool | None = False, has_weights: bool = True, name: str | None = None) -> ListedLayer:
    return ListedLayer(saved_before, has_weights, lambda group: name is None or group.name == name)


def found(layers: list[ListedLayer], numbers: dict[int, str], *numberings: Numbering, free: bool = False) -> list[str | None]:
    groups = {number: filled(name) for number, name in numbers.items()}
    return [group.name for group in matched_groups(layers, groups, numberings, is_incomplete=free)]


def test_layers_with_weights_count_twice_up_to_2_13() -> None:
    assert found([listed()] * 3, {0: "a", 2: "b", 4: "c"}, Numbering.TWICE) == ["a", "b", "c"]


def test_layers_without_weights_count_once() -> None:
    layers = [listed(has_weights=False)] * 4
    groups = {0: filled("a"), 2: VariableTree("b"), 3: VariableTree("c"), 4: filled("d")}
    assert [group.name for group in matched_groups(layers, groups, [Numbering.TWICE])] == ["a", "b", "c", "d"]


def test_a_layer_that_was_saved_before_takes_a_number_or_none() -> None:
    layers = [listed(), listed(saved_before=True), listed()]
    assert found(layers, {0: "a", 4: "c"}, Numbering.TWICE) == ["a", None, "c"]
    assert found(layers, {0: "a", 1: "c"}, Numbering.ONCE_SAVED) == ["a", None, "c"]
    assert found(layers, {0: "a", 2: "c"}, Numbering.ONCE) == ["a", None, "c"]


def test_where_the_version_is_not_known_the_groups_tell() -> None:
    assert found([listed()] * 2, {0: "a", 2: "b"}, *Numbering) == ["a", "b"]
    assert found([listed()] * 2, {0: "a", 1: "b"}, *Numbering) == ["a", "b"]


def test_what_cannot_be_reported_is_not_guessed() -> None:
    layers = [listed(saved_before=None), listed(saved_before=None)]
    assert found(layers, {0: "a"}, Numbering.ONCE_SAVED) == [None, None]
    assert found([listed()] * 2, {0: "a", 1: "b"}, Numbering.TWICE) == [None, None]
    assert found([listed()] * 2, {0: "a", 1: "b"}, Numbering.ONCE_SAVED, free=True) == [None, None]


def test_shapes_tell_where_numbers_do_not() -> None:
    layers = [listed(name="a"), listed(name="b"), listed(name="c")]
    assert found(layers, {0: "a", 1: "c"}, Numbering.ONCE_SAVED) == ["a", None, "c"]
    assert found(layers, {0: "a", 1: "c", 2: "other"}, Numbering.ONCE_SAVED, free=True) == [None, None, None]
    assert found(layers, {0: "a", 4: "c", 6: "other"}, Numbering.TWICE, free=True) == ["a", None, "c"]


def test_groups_of_classes_that_look_numbered_are_theirs() -> None:
    group = VariableTree(
        children={key: filled(key) for key in ("dense", "dense_1", "dense_02", "dense_3", "denser", "dense_x")}
    )
    assert sorted(groups_of_class(group, "dense", {"dense"})) == [0, 1, 3]
    assert sorted(groups_of_class(group, "dense", {"dense", "dense_1"})) == [0, 3]


@pytest.mark.parametrize(
    ("version", "numbering"),
    [
        ("2.12.0", Numbering.TWICE),
        ("2.13.1", Numbering.TWICE),
        ("2.14.0", Numbering.ONCE_SAVED),
        ("2.15.0", Numbering.ONCE_SAVED),
        ("3.5.0", Numbering.ONCE),
        ("10.0", Numbering.ONCE),
    ],
)
def test_versions_number_in_one_way(version: str, numbering: Numbering) -> None:
    assert numberings_of(version) == (numbering,)


@pytest.mark.parametrize("version", [None, "", "new"])
def test_a_version_that_is_not_reported_may_number_in_any_way(version: str | None) -> None:
    assert numberings_of(version) == tuple(Numbering)


def saved(layers: list[tuple[bool, bool]], numbering: Numbering) -> tuple[dict[int, VariableTree], list[str | None]]:
    """Number layers, each with weights or not and saved before or not, as Keras does; return where each one is."""
    groups: dict[int, VariableTree] = {}
    names: list[str | None] = []
    number = 0
    for index, (has_weights, before) in enumerate(layers):
        names.append(None if before else str(index))
        if not before:
            groups[number] = VariableTree(str(index), (ONE,) if has_weights else ())
        if not (before and numbering is Numbering.ONCE_SAVED):
            number += 2 if numbering is Numbering.TWICE and has_weights else 1
    return groups, names


LAYERS = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=8)


@given(LAYERS, st.sampled_from(Numbering), st.data())
def test_no_layer_gets_the_group_of_another(layers: list[tuple[bool, bool]], numbering: Numbering, data: st.DataObject) -> None:
    groups, names = saved(layers, numbering)
    known = [
        listed(saved_before=data.draw(st.sampled_from([before, None])), has_weights=has_weights and data.draw(st.booleans()))
        for has_weights, before in layers
    ]
    numberings = data.draw(st.sampled_from([(numbering,), tuple(Numbering)]))
    for group, name in zip(matched_groups(known, groups, numberings), names, strict=True):
        assert group in (EMPTY, AMBIGUOUS) or group.name == name


@given(LAYERS, st.sampled_from(Numbering))
def test_what_is_known_of_layers_and_version_finds_every_group(layers: list[tuple[bool, bool]], numbering: Numbering) -> None:
    groups, names = saved(layers, numbering)
    known = [listed(saved_before=before, has_weights=has_weights) for has_weights, before in layers]
    if numbering is not Numbering.TWICE or not any(before for _, before in layers):
        assert [group.name for group in matched_groups(known, groups, [numbering])] == names
