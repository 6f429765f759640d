from __future__ import annotations

import subprocess
import sys

import pytest

from dotnet_viz import cli
from dotnet_viz.cli.style_options import chosen_options
from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import OptionError

DRAW = ["draw", "model.keras", "-o", "model.svg"]


def parsed(*words: str) -> dict[str, object]:
    arguments = cli.build_parser(DRAW).parse_args([*DRAW, *words])
    return chosen_options(arguments, arguments.style)


def test_flags_of_the_style_become_its_options() -> None:
    assert parsed() == {}
    assert parsed("--rankdir", "LR", "--no-show-shapes") == {"rankdir": "LR", "show_shapes": False}
    assert parsed("--style=weights", "--max-neurons=all") == {"max_neurons": None}


def test_lists_of_numbers_and_colours_are_read() -> None:
    words = ["--style", "layered", "--index-ignore", "0,3", "--type-ignore", "Add, Dense", "--row-width", "none"]
    assert parsed(*words) == {"index_ignore": [0, 3], "type_ignore": ["Add", "Dense"], "row_width": None}
    colors = {"Dense": "#0072b2", "Add": "#777777/#000000"}
    assert parsed("--style=layered", "--color-map", "Dense=#0072b2, Add=#777777/#000000") == {"color_map": colors}


def test_options_for_python_only_are_no_flags(capsys: pytest.CaptureFixture[str]) -> None:
    for flag in ("--text-callable=x", "--color-map=Dense", "--index-ignore=a"):
        with pytest.raises(SystemExit):
            parsed("--style=layered", flag)
    assert "'Dense' has no '='; write A=B,C=D" in capsys.readouterr().err


def test_a_flag_may_be_cut_short() -> None:
    assert parsed("--rankd", "LR") == {"rankdir": "LR"}


def test_a_flag_of_another_style_is_named_with_its_home() -> None:
    with pytest.raises(OptionError, match=r"--max-neurons is an option of --style .*weight-graph.*, not of plot-model"):
        parsed("--max-neurons", "3")


@pytest.mark.parametrize("words", [["--style", "sepia"], ["--no-such-flag"], ["--style"]])
def test_words_that_are_wrong_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as error:
        parsed(*words)
    assert error.value.code == 2


def test_help_explains_the_options_of_every_style(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["draw", "--help"])
    told = capsys.readouterr().out
    assert all(style in told for style in STYLES)
    assert "--max-neurons" in told
    assert "--rankdir" in told


def test_drawing_in_one_style_imports_no_other() -> None:
    code = (
        "import sys; from dotnet_viz import cli; cli.build_parser(['draw']).parse_args(['draw', 'm', '-o', 'm.svg']);"
        "print([name for name in sys.modules if name.startswith('dotnet_viz.diagrams.') and name.endswith('.style')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
