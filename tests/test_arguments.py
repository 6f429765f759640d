from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.arguments import DATA_OPTIONS, check_options, mapping_in, names_in, positions_in, text_in, whole_number
from dotnet_viz.errors import OptionError, UnsupportedInputError


class Index:
    """What an index of pandas is to those who do not know pandas: values in order, and no truth value."""

    def __init__(self, values: list[Any]) -> None:
        self.values = np.array(values, dtype=object)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __bool__(self) -> bool:
        raise ValueError("the truth value of an index is ambiguous")


class Dense:
    """A class of layers."""


SEQUENCES = [list, tuple, np.array, Index, iter, lambda values: dict.fromkeys(values).keys()]


@pytest.mark.parametrize("form", SEQUENCES)
def test_names_come_in_any_sequence(form: Any) -> None:
    assert names_in("class_names", form(["cat", "dog & co"])) == ("cat", "dog & co")
    assert [type(name) for name in names_in("class_names", form(["cat"]))] == [str]


def test_numbers_bytes_and_classes_serve_as_names() -> None:
    assert names_in("class_names", np.arange(3)) == ("0", "1", "2")
    assert names_in("class_names", np.array([b"cat", b"dog"])) == ("cat", "dog")
    assert names_in("type_ignore", [Dense, "Add"]) == ("Dense", "Add")
    assert names_in("type_ignore", Dense) == ("Dense",)


def test_a_text_is_one_name() -> None:
    assert names_in("layers", "dense_1") == ("dense_1",)
    assert names_in("layers", ()) == ()


def test_a_set_will_do_only_where_order_has_no_meaning() -> None:
    assert names_in("ignore", {"b", "a"}, ordered=False) == ("a", "b")
    with pytest.raises(OptionError, match=r"class_names must be a sequence of names.*a set has no order"):
        names_in("class_names", {"cat", "dog"})


@pytest.mark.parametrize("given", [3, None, {"cat": 1}, np.array("cat"), np.array([["cat"], ["dog"]]), [["cat"]], b"cat"])
def test_what_is_no_sequence_of_names_is_reported(given: Any) -> None:
    with pytest.raises(OptionError, match=r"class_names must be (a|one) sequence of names"):
        names_in("class_names", given)


@pytest.mark.parametrize("form", SEQUENCES)
def test_positions_come_in_any_sequence(form: Any) -> None:
    assert positions_in("index_ignore", form([0, 3])) == (0, 3)
    assert [type(position) for position in positions_in("index_ignore", form([3]))] == [int]


def test_a_number_is_one_position() -> None:
    assert positions_in("index_ignore", np.int64(3)) == (3,)


@pytest.mark.parametrize("given", ["3", 2.0, [1.5], [True], np.array([True, False]), ["a"], None, {0: 1}, {0}])
def test_what_is_no_sequence_of_positions_is_reported(given: Any) -> None:
    with pytest.raises(OptionError, match="index_ignore must be a sequence of whole numbers"):
        positions_in("index_ignore", given)


def test_a_mapping_goes_by_names() -> None:
    assert mapping_in("color_map", {Dense: "red", np.str_("Add"): "blue"}) == {"Dense": "red", "Add": "blue"}
    with pytest.raises(OptionError, match="color_map must be a dict by names, not \\['Dense'\\]"):
        mapping_in("color_map", ["Dense"])


def test_a_whole_number_may_be_one_of_numpy() -> None:
    assert (whole_number("top", np.int64(3)), type(whole_number("top", np.int64(3)))) == (3, int)
    assert whole_number("step", 0, least=0) == 0


@pytest.mark.parametrize("given", [0, -1, 1.5, "3", True, None, [3]])
def test_what_is_no_whole_number_is_reported(given: Any) -> None:
    with pytest.raises(OptionError, match="top must be a whole number of at least 1, not"):
        whole_number("top", given)


def test_an_unknown_option_gets_the_nearest_one_and_a_word_of_another_tool_the_one_that_is_meant() -> None:
    with pytest.raises(UnsupportedInputError, match=r"no option 'titel' \(did you mean 'title'\?\); help\("):
        check_options("report", {"titel": "a"}, synonyms=DATA_OPTIONS, options=("title", "data"))
    with pytest.raises(UnsupportedInputError, match=r"no option 'validation_data'; what it takes in its place is data="):
        check_options("report", {"validation_data": 1}, synonyms=DATA_OPTIONS)


@pytest.mark.parametrize("given", [["a", "b"], np.arange(2), {"a": 1}, b"a", None, lambda: "a"])
def test_what_has_no_one_way_to_be_written_is_no_text(given: Any) -> None:
    with pytest.raises(OptionError, match="date must be a text"):
        text_in("date", given)


def test_dates_numbers_and_paths_are_texts() -> None:
    given = (date(2026, 11, 28), datetime(2026, 11, 28, 21, 33, tzinfo=timezone.utc), 7, np.int64(7), Path("a"))
    assert [text_in("date", one) for one in given] == ["2026-11-28", "2026-11-28 21:33:00+00:00", "7", "7", "a"]
