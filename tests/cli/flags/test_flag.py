from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.cli.flags import flag as flags
from dotnet_viz.cli.flags.flag import CommandLineError, Converter, Flag, choice

TAKEN: list[tuple[Converter, str, Any]] = [
    (flags.NAMES, "cat, dog ,bird", ["cat", "dog", "bird"]),
    (flags.NAMES, '"cat, wild", dog', ["cat, wild", "dog"]),
    (flags.NAMES, '"a ""b"" c"', ['a "b" c']),
    (flags.NAMES, "one", ["one"]),
    (flags.WHOLE_NUMBERS, "3, -4", [3, -4]),
    (flags.WHOLE_NUMBER, " 7", 7),
    (flags.PAIR, "dense = dense_1", ("dense", "dense_1")),
    (flags.PAIRS, "Dense=#0072b2, Add=#777777/#000000", {"Dense": "#0072b2", "Add": "#777777/#000000"}),
    (flags.POSITIONS, "dense=0,5;dense_1=2", {"dense": [0, 5], "dense_1": [2]}),
    (flags.POSITIONS, "a=b=1", {"a=b": [1]}),
    (flags.COLOR, "#1d5fc4", "#1d5fc4"),
    (flags.COLOR, "darkgreen", "darkgreen"),
    (choice(["RdBu", "bwr"], "_r"), "RdBu_r", "RdBu_r"),
]
REFUSED = [
    (flags.NAMES, "a,,b"),
    (flags.NAMES, "a,"),
    (flags.NAMES, ""),
    (flags.NAMES, '"a'),
    (flags.NAMES, '"a"b'),
    (flags.WHOLE_NUMBERS, "1,2.5"),
    (flags.WHOLE_NUMBER, "many"),
    (flags.WHOLE_NUMBER, "9" * 5000),
    (flags.PAIR, "dense"),
    (flags.PAIR, "=dense"),
    (flags.PAIRS, "Dense"),
    (flags.PAIRS, "Dense=#0072b2,Add"),
    (flags.POSITIONS, "dense"),
    (flags.POSITIONS, "=1"),
    (flags.POSITIONS, "dense=a"),
    (flags.COLOR, "blu"),
    (flags.THRESHOLD, "5%"),
    (flags.THRESHOLD, "q2"),
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
