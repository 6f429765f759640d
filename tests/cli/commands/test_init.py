from __future__ import annotations

import subprocess
import sys

import pytest

from dotnet_viz.cli.commands import COMMANDS, command_of
from dotnet_viz.cli.flags.flag import CommandLineError


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there(name: str) -> None:
    command = command_of(name)
    assert command.name == name
    assert command.examples[0][0].split()[0] == name
    spellings = [spelling for flag in command.all_flags for spelling in flag.spellings]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("word", "message"),
    [("summery", "did you mean 'summary'"), ("--help-me", "a command comes first"), ("./a.h5", "dotnet-viz summary ./a.h5")],
)
def test_what_is_no_command_is_reported(word: str, message: str) -> None:
    with pytest.raises(CommandLineError, match=message):
        command_of(word)


def test_a_command_is_imported_alone() -> None:
    code = (
        "import sys; from dotnet_viz.cli.commands import command_of; command_of('summary');"
        "others = {'dotnet_viz.cli.commands.draw', 'dotnet_viz.cli.commands.diff', 'dotnet_viz.diagrams'};"
        "print(sorted(others & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
