from __future__ import annotations

import argparse
from importlib import import_module

import pytest

from dotnet_viz.cli.commands import COMMANDS, add_commands


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_module_that_describes_it(name: str) -> None:
    module = import_module(f"dotnet_viz.cli.{name.replace('-', '_')}")
    assert module.DESCRIPTION
    parser = argparse.ArgumentParser()
    add_commands(parser, [name])
    with pytest.raises(SystemExit) as left:
        parser.parse_args([name, "--help"])
    assert left.value.code == 0


def test_a_command_is_known_among_flags_that_come_first() -> None:
    parser = argparse.ArgumentParser()
    add_commands(parser, ["summary", "m.keras", "--json"])
    assert parser.parse_args(["summary", "m.keras", "--json"]).json
