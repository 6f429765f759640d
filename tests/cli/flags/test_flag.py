from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.cli.flags import flag as converters
from dotnet_viz.cli.flags.flag import CommandLineError, Converter, Flag, choice

TAKEN: list[tuple[Converter, str, Any]] = [
    (converters.NAMES, "cat, dog ,bird", ["cat", "dog", "bird"]),
    (converters.NAMES, '"cat, wild", dog', ["cat, wild", "dog"]),
    (converters.NAMES, '"a ""b"" c"', ['a "b" c']),
    (converters.NAMES, "one", ["one"]),
    (converters.WHOLE_NUMBERS, "3, -4", [3, -4]),
    (converters.WHOLE_NUMBER, " 7", 7),
    (converters.PAIR, "dense = dense_1", ("dense", "dense_1")),
    (converters.PAIRS, "Dense=#0072b2, Add=#777777/#000000", {"Dense": "#0072b2", "Add": "#777777/#000000"}),
    (converters.POSITIONS, "dense=0,5;dense_1=2", {"dense": [0, 5], "dense_1": [2]}),
    (converters.POSITIONS, "a=b=1", {"a=b": [1]}),
    (converters.COLOR, "#1d5fc4", "#1d5fc4"),
    (converters.COLOR, "darkgreen", "darkgreen"),
    (choice(["RdBu", "bwr"], "_r"), "RdBu_r", "RdBu_r"),
]
REFUSED = [
    (converters.NAMES, "a,,b"),
    (converters.NAMES, "a,"),
    (converters.NAMES, ""),
    (converters.NAMES, '"a'),
    (converters.NAMES, '"a"b'),
    (converters.WHOLE_NUMBERS, "1,2.5"),
    (converters.WHOLE_NUMBER, "many"),
    (converters.WHOLE_NUMBER, "9" * 5000),
    (converters.PAIR, "dense"),
    (converters.PAIR, "=dense"),
    (converters.PAIRS, "Dense"),
    (converters.PAIRS, "Dense=#0072b2,Add"),
    (converters.POSITIONS, "dense"),
    (converters.POSITIONS, "=1"),
    (converters.POSITIONS, "dense=a"),
    (converters.COLOR, "blu"),
    (converters.THRESHOLD, "5%"),
    (converters.THRESHOLD, "q2"),
]


@pytest.mark.parametrize(("converter", "text", "value"), TAKEN, ids=[text for _, text, _ in TAKEN])
def test_words_become_values(converter: Converter, text: str, value: Any) -> None:
    assert converter.convert("--flag", text) == value


@pytest.mark.parametrize(("converter", "text"), REFUSED, ids=[text[:9] for _, text in REFUSED])
def test_what_is_not_taken_is_reported_with_the_flag_the_word_what_is_taken_and_an_example(
    converter: Converter, text: str
) -> None:
    with pytest.raises(CommandLineError) as error:
        converter.convert("--flag", text)
    expected = f"--flag takes {converter.takes}, such as {converter.example}, not {text!r}"
    assert str(error.value)[:1000] == expected[:1000]  # very long messages are cut


@pytest.mark.parametrize("converter", [converter for converter, _ in REFUSED])
def test_examples_are_taken(converter: Converter) -> None:
    for text in converter.example.strip("'").split(" or "):
        converter.convert("--flag", text.split(", ")[0])


def test_a_word_that_is_no_choice_is_reported_with_the_near_miss() -> None:
    with pytest.raises(CommandLineError) as error:
        choice(["light", "dark"]).convert("--theme", "drak")
    assert str(error.value) == "unknown value of --theme: 'drak'; choose one of: light, dark (did you mean 'dark'?)"


def test_spellings_of_a_flag() -> None:
    assert Flag(("-o", "--output"), "").spellings == ("-o", "--output")
    assert Flag(("--fold",), "", negatable=True).spellings == ("--fold", "--no-fold")
