from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from dotnet_viz.animation import ANIMATION_STYLES
from dotnet_viz.cli.commands import command_of
from dotnet_viz.cli.flags.flag import CommandLineError, Flag
from dotnet_viz.cli.flags.style_options import chosen_options
from dotnet_viz.cli.flags.styles import style_flags, styles_with
from dotnet_viz.cli.parsing import parse
from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES

ALL: list[tuple[str, Any]] = [*STYLES.items(), *DIFFERENCE_STYLES.items()]
FLAGS = [(name, style, flag) for name, style in ALL for flag in style_flags(style)]
IDS = [f"{name} {flag.name}" for name, _, flag in FLAGS]


VIEWS = [(name, style) for name, style in ANIMATION_STYLES.items() if name not in STYLES]


def test_every_option_of_views_has_a_flag_that_says_what_it_does() -> None:
    for _, style in VIEWS:
        assert {option.name for option in fields(style)} == {flag.option for flag in style_flags(style)}  # type: ignore[arg-type]
        assert all(flag.about for flag in style_flags(style))
    assert len(VIEWS) == 3


def parsed(*words: str) -> dict[str, object]:
    return chosen_options(parse(command_of("draw"), ["model.keras", "-o", "model.svg", *words]))


def test_every_option_but_those_for_python_has_a_flag() -> None:
    without = {
        option.name
        for _, style in ALL
        for option in fields(style)
        if option.name not in {flag.option for flag in style_flags(style)}
    }
    # The colours of layers and the size of texts are flags of every picture.
    assert without == {"text_callable", "color_by", "text_size"}


@pytest.mark.parametrize(("name", "style", "flag"), FLAGS, ids=IDS)
def test_flags_say_what_they_do_and_take_their_default_and_example(name: str, style: Any, flag: Flag) -> None:
    assert flag.about, "an entry under Args in the docstring"
    if flag.converter is None:
        assert flag.default in ("yes", "no", "")
        return
    default = getattr(style(), flag.option)
    if flag.default:
        assert flag.converter.convert(flag.name, flag.default) == default
    examples = flag.converter.example.strip("'").split(" or ")[0].split(", ")[:1] if not flag.converter.choices else []
    for word in (*examples, *flag.converter.choices):
        style(**{flag.option: flag.converter.convert(flag.name, word)})


def test_lists_of_numbers_and_colours_are_read() -> None:
    words = ["--style", "layered", "--index-ignore", "0,3", "--type-ignore", "Add, Dense", "--row-width", "none"]
    assert parsed(*words) == {"index_ignore": [0, 3], "type_ignore": ["Add", "Dense"], "row_width": None}
    colors = {"Dense": "#0072b2", "Add": "#777777/#000000"}
    assert parsed("--style=layered", "--color-map", "Dense=#0072b2, Add=#777777/#000000") == {"color_map": colors}


def test_options_for_python_only_are_no_flags() -> None:
    with pytest.raises(CommandLineError, match="unknown option --text-callable of draw"):
        parsed("--style=layered", "--text-callable=x")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--max-neurons", "many"], "--max-neurons takes a whole number of at least 1 or 'all', such as 16, not 'many'"),
        (["--max-neurons", "0"], "--max-neurons takes a whole number of at least 1 or 'all', such as 16, not '0'"),
        (["--max-neurons=1.5"], "--max-neurons takes a whole number of at least 1 or 'all', such as 16, not '1.5'"),
        (["--clip", "1.5"], "--clip takes a finite number above 0 and up to 1 or 'none', such as 1, not '1.5'"),
        (["--clip", "nan"], "--clip takes a finite number above 0 and up to 1 or 'none', such as 1, not 'nan'"),
        (["--palette", "RdBuu"], "unknown value of --palette: 'RdBuu'; choose one of: blue-red, RdBu"),
        (["--positive", "blu"], "--positive takes a colour, such as #1d5fc4 or darkgreen, not 'blu'"),
    ],
    ids=str,
)
def test_a_value_that_is_not_taken_is_reported_in_words(words: list[str], message: str) -> None:
    with pytest.raises(CommandLineError) as error:
        parsed("--style", "weight-graph", *words)
    assert str(error.value).startswith(message)


def test_the_styles_of_a_flag_are_found() -> None:
    assert styles_with("--max-edges", STYLES) == ["weight-graph"]
    assert styles_with("--no-draw-funnel", STYLES) == ["layered"]
    assert styles_with("--no-such", STYLES) == []
