from __future__ import annotations

import inspect

import pytest

from dotnet_viz import errors


def children() -> list[type[errors.VizError]]:
    classes = [item for item in vars(errors).values() if inspect.isclass(item) and issubclass(item, errors.VizError)]
    return [item for item in classes if item is not errors.VizError]


@pytest.mark.parametrize("child", children(), ids=lambda child: child.__name__)
def test_every_error_is_the_base_and_a_builtin(child: type[errors.VizError]) -> None:
    builtins = (ValueError, TypeError, KeyError, OSError, RuntimeError, ImportError)
    assert issubclass(child, errors.VizError)
    assert issubclass(child, builtins)
    assert str(child("what happened")) == "what happened"


def test_a_missing_file_keeps_its_message_although_the_builtin_formats_its_own() -> None:
    assert str(errors.MissingFileError("no file 'a'")) == "no file 'a'"


def test_of_a_very_long_message_both_ends_are_shown() -> None:
    text = str(errors.UnreadableFileError(f"'m.keras' has no layer {'x' * 1_000_000}; it has a, b"))
    assert len(text) < 5000
    assert text.startswith("'m.keras' has no layer xx")
    assert text.endswith("xx; it has a, b")


def test_what_is_near_is_found_among_very_many_and_very_long_names() -> None:
    names = [*("x" * 100_000 + str(number) for number in range(20)), *map(str, range(10_000)), "dense_1"]
    assert errors.near_miss("dnse_1", names) == " (did you mean 'dense_1'?)"
    assert errors.near_miss("x" * 100_000, names) == ""


def test_an_unknown_choice_without_anything_close_gives_no_hint() -> None:
    assert "did you mean" not in str(errors.unknown_choice("style", "zzz", ["weights"]))


def test_what_keras_says_first_is_where_it_was_and_not_what_was_wrong() -> None:
    error = ValueError(
        "Exception encountered when calling Net.call().\n\n\x1b[1mInput 0 has 63 columns\x1b[0m\n\nArguments ..."
    )
    assert errors.first_line(error) == "Input 0 has 63 columns"
