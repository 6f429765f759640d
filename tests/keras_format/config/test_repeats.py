from __future__ import annotations

from typing import Any

from dotnet_viz.keras_format.config.repeats import find_repeats


def layer(name: str, number: int | None = None, **config: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {"class_name": "Dense", "config": {"name": name, **config}}
    return entry if number is None else {**entry, "shared_object_id": number}


def model(*layers: dict[str, Any]) -> dict[str, Any]:
    return {"class_name": "Sequential", "config": {"name": "m", "layers": list(layers)}}


def test_a_number_that_stands_once_is_that_of_a_repetition() -> None:
    again = layer("shared", 7)
    assert find_repeats(model(model(layer("shared"), layer("other")), again)) == {id(again): True}


def test_of_several_of_one_number_the_first_is_new_where_none_of_its_name_comes_before() -> None:
    first, again = layer("shared", 7), layer("shared", 7)
    assert find_repeats(model(layer("other"), first, model(again))) == {id(first): False, id(again): True}


def test_the_first_of_several_may_be_one_that_lost_its_first() -> None:
    second, third = layer("shared", 7), layer("shared", 7)
    assert find_repeats(model(model(layer("shared")), second, third)) == {id(second): None, id(third): True}


def test_layers_inside_others_count_and_other_objects_do_not() -> None:
    wrapped = layer("shared", 7)
    noise = layer("a", kernel_initializer={"class_name": "Zeros", "config": {}, "shared_object_id": 7})
    wrapper = {"class_name": "TimeDistributed", "config": {"name": "t", "layer": wrapped}}
    assert find_repeats(model(noise, layer("shared"), wrapper)) == {id(wrapped): True}


def test_what_is_no_number_says_nothing() -> None:
    assert find_repeats(model({**layer("a"), "shared_object_id": "7"}, {**layer("b"), "shared_object_id": True})) == {}
    assert find_repeats({"class_name": "Sequential", "config": [layer("a")]}) == {}
