from __future__ import annotations

import pytest

from dotnet_viz.cli.commands import COMMANDS, command_of
from dotnet_viz.cli.flags.flag import CommandLineError
from dotnet_viz.cli.other_commands import WORDS, command_line_for
from dotnet_viz.cli.parsing import parse


@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_another_tool_leads_to_a_command_line_that_is_taken(word: str) -> None:
    assert word not in COMMANDS
    name, *words = WORDS[word].split()
    parse(command_of(name), words)
    with pytest.raises(CommandLineError, match=f"unknown command '{word}'; write: dotnet-viz {name} "):
        command_of(word)


def test_the_name_of_a_style_leads_to_the_command_that_draws_it() -> None:
    assert command_line_for("weight_matrix") == "draw model.keras -o model.svg --style weight-matrix"
    assert command_line_for("Visualkeras") == "draw model.keras -o model.svg --style layered"
    assert command_line_for("drow") is None
