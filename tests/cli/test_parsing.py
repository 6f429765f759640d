from __future__ import annotations

import pytest

from dotnet_viz.cli.commands import command_of
from dotnet_viz.cli.flags.flag import CommandLineError
from dotnet_viz.cli.parsing import asks_for_help, parse, style_in

DRAW = ["model.keras", "-o", "model.svg"]


def error_of(command: str, *words: str) -> str:
    with pytest.raises(CommandLineError) as error:
        parse(command_of(command), words)
    return str(error.value)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--max-edge", "3", "--style", "weights"], "unknown option --max-edge of draw; did you mean --max-edges?"),
        (["--max-edge", "3"], "unknown option --max-edge of draw; did you mean --max-edges (of --style weight-graph)?"),
        (["--show-dtypes"], "unknown option --show-dtypes of draw; did you mean --show-dtype?"),
        (["--no-show-shape"], "unknown option --no-show-shape of draw; did you mean --no-show-shapes?"),
        (["--max_edge=3", "--style=weights"], "unknown option --max-edge of draw; did you mean --max-edges?"),
        (["--direction", "LR"], "unknown option --direction of draw; did you mean --rankdir?"),
        (["--colormap", "RdBu"], "unknown option --colormap of draw; did you mean --palette (of --style coefficients or"),
        (["--format", "svg"], "unknown option --format of draw; did you mean --output?"),
        (["--xyzzy"], "unknown option --xyzzy of draw; 'dotnet-viz draw --help' lists them"),
        (["-x"], "unknown option -x of draw; 'dotnet-viz draw --help' lists them"),
        (["-theme", "dark"], "unknown option -theme of draw; did you mean --theme?"),
        (["--max-edges", "3"], "--max-edges is an option of --style weight-graph, not of plot-model"),
        (["--style", "layered", "--max-edges=3"], "--max-edges is an option of --style weight-graph, not of layered"),
        (["--style", "layred"], "unknown style 'layred'; choose one of: ann, bars, blocks,"),
        (["--style"], "--style takes the name of a style, such as plot-model, and has none"),
        (
            ["--style", "weights", "--rank"],
            "--rank takes one of magnitude, contribution, first, such as magnitude, and has none",
        ),
        (
            ["--style=coefficients", "--class-names", "-1,1"],
            "--class-names takes names with commas between them (one with a comma in double quotes), such as cat,dog,",
        ),
        (
            ["--style=plot-model", "--config-fields", "-a,b"],
            "--config-fields takes names with commas between them (one with a comma in double quotes), such as cat,dog,",
        ),
        (["--engine", "--quiet"], "--engine takes one of wasm, dot, such as wasm, and has none"),
        (
            ["--theme", "drak"],
            "unknown value of --theme: 'drak'; choose one of: light, dark, auto, print (did you mean 'dark'?)",
        ),
        (["--quiet=yes"], "--quiet takes no value; write -q or --quiet"),
        (["--show-dtype", "true"], "--show-dtype takes no value; write --show-dtype or --no-show-dtype"),
        (["--show-dtype=false"], "--show-dtype takes no value; write --show-dtype or --no-show-dtype"),
        (["other.keras"], "draw takes one MODEL, 'model.keras', and 'other.keras' is one more"),
        (["--output=b.png"], "one -o is taken, and 'model.svg' and 'b.png' are two; run the command for each of them"),
    ],
    ids=str,
)
def test_what_is_wrong_is_reported_with_what_was_meant(words: list[str], message: str) -> None:
    assert error_of("draw", *DRAW, *words).startswith(message)


@pytest.mark.parametrize(
    ("command", "words", "message"),
    [
        ("draw", [], "draw needs MODEL and -o FILE, such as: dotnet-viz draw model.keras -o model.svg"),
        ("draw", ["m.keras"], "draw needs -o FILE, such as: dotnet-viz draw model.keras -o model.svg"),
        ("draw", ["-o", "m.svg"], "draw needs MODEL, such as: dotnet-viz draw model.keras -o model.svg"),
        ("report", ["m.keras"], "report needs -o FILE, such as: dotnet-viz report model.keras -o report.html"),
        ("summary", [], "summary needs MODEL, such as: dotnet-viz summary model.keras"),
        ("diff", ["--json"], "diff needs OLD NEW, such as: dotnet-viz diff old.keras new.keras"),
    ],
    ids=str,
)
def test_what_is_missing_is_reported_with_an_example(command: str, words: list[str], message: str) -> None:
    assert error_of(command, *words) == message


def test_a_value_with_a_dash_in_front_is_written_in_one_word() -> None:
    words = [*DRAW, "--style=coefficients"]
    message = error_of("draw", *words, "--class-names", "-1,1")
    assert message.endswith(" and has none; for a value with a dash in front, write --class-names=-1,1")
    assert vars(parse(command_of("draw"), [*words, "--class-names=-1,1"]))["style:class_names"] == ["-1", "1"]


def test_a_flag_is_never_cut_short() -> None:
    assert error_of("summary", "m.keras", "--jso") == "unknown option --jso of summary; did you mean --json?"


def test_what_is_missing_is_named_as_in_the_usage() -> None:
    assert error_of("evaluate", "p.csv").startswith("evaluate needs -o FOLDER, such as: dotnet-viz evaluate ")


def test_an_unknown_flag_is_reported_before_what_is_missing() -> None:
    assert error_of("report", "--titel", "x") == "unknown option --titel of report; did you mean --title?"


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], None), (["--style", "weights"], "weight-graph"), (["--style=ann", "--style=plot_model"], "plot-model")],
)
def test_the_style_is_known_before_its_flags(words: list[str], expected: str | None) -> None:
    assert style_in(command_of("draw"), words) == expected
    assert style_in(command_of("summary"), words) is None


def test_flags_may_be_written_with_underscores() -> None:
    found = parse(command_of("draw"), [*DRAW, "--show_dtype", "--style=plot_model", "--no_show_shapes", "--theme=dark"])
    assert vars(found) == {
        "model": "model.keras",
        "output": "model.svg",
        "open": False,
        "theme": "dark",
        "background": None,
        "engine": "wasm",
        "language": None,
        "title": None,
        "no_title": False,
        "width": None,
        "height": None,
        "fit": None,
        "dpi": None,
        "text_size": None,
        "layer_range": None,
        "overlay": None,
        "color_by": None,
        "highlight": None,
        "group": [],
        "captions": None,
        "record": None,
        "image": [],
        "input": None,
        "pixel_range": "auto",
        "weights": None,
        "layout": "auto",
        "style": "plot-model",
        "quiet": False,
        "help": False,
        "statistics": None,
        "style:show_dtype": True,
        "style:show_shapes": False,
    }


def test_models_stand_anywhere_and_behind_two_dashes_whatever_they_are_called() -> None:
    found = parse(command_of("diff"), ["a.keras", "--json", "b.keras", "--all", "--", "--c.keras"])
    assert found.models == ["a.keras", "b.keras", "--c.keras"]
    assert parse(command_of("summary"), ["--json", "--", "-h"]).model == "-h"


def test_flags_that_repeat_keep_every_value() -> None:
    found = parse(command_of("check"), ["m", "--ignore", "a,b", "--ignore=c", "--threshold", "x=1", "--threshold", "y=2"])
    assert found.ignore == [["a", "b"], ["c"]]
    assert found.threshold == [("x", 1.0), ("y", 2.0)]


def test_help_is_asked_for_before_two_dashes() -> None:
    assert asks_for_help(["m.keras", "-h"])
    assert asks_for_help(["--style", "ann", "--help"])
    assert not asks_for_help(["--", "-h"])
