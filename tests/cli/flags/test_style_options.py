from __future__ import annotations

import pytest

from dotnet_viz.cli.commands import command_of
from dotnet_viz.cli.flags.style_options import chosen_options, flags_in_errors
from dotnet_viz.cli.parsing import parse
from dotnet_viz.diagrams import Layered, WeightMatrix
from dotnet_viz.errors import OptionError


def parsed(*words: str) -> dict[str, object]:
    return chosen_options(parse(command_of("draw"), ["model.keras", "-o", "model.svg", *words]))


def test_flags_of_the_style_become_its_options() -> None:
    assert parsed() == {}
    assert parsed("--rankdir", "LR", "--no-show-shapes") == {"rankdir": "LR", "show_shapes": False}
    assert parsed("--style=weights", "--max-neurons=all") == {"max_neurons": None}
    assert parsed("--style=weights", "--max-neurons=8", "--max-neurons=9") == {"max_neurons": 9}


def test_errors_name_flags_and_not_options_of_python() -> None:
    with pytest.raises(OptionError, match=r"^--min-z \(90\) must not be above --max-z \(80\)$"), flags_in_errors(Layered):
        Layered(min_z=90.0)
    with pytest.raises(OptionError) as error, flags_in_errors(WeightMatrix):
        raise OptionError(
            "cluster='both' takes at most 9; take cluster='none', or max_cells=3 of the cluster, or layer=, or both"
        )
    assert (
        str(error.value)
        == "--cluster both takes at most 9; take --cluster none, or --max-cells 3 of the cluster, or --layer, or both"
    )
