"""``dotnet-viz export``: what a model holds, as files of other programs."""

from __future__ import annotations

import argparse

from dotnet_viz.api import exporting
from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.flags.flag import FILE, NAMES, CommandLineError, Flag
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.terminal.output import print_path
from dotnet_viz.errors import unknown_choice

KINDS = ("weights",)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the weights of a model and print the path."""
    kind, *models = arguments.what
    if kind not in KINDS:
        raise CommandLineError(
            f"{unknown_choice('thing to export', kind, KINDS)}; write: dotnet-viz export weights MODEL -o FOLDER"
        )
    if len(models) != 1:
        raise CommandLineError(f"dotnet-viz export weights takes one model, and there are {len(models)}")
    model = given_model(argparse.Namespace(model=models[0], weights=arguments.weights, layout=arguments.layout))
    print_path(exporting.export_weights(model, arguments.output, layers=arguments.layers), quiet=arguments.quiet)
    return 0


COMMAND = Command(
    name="export",
    usage="weights MODEL -o FOLDER|FILE.npz|FILE.csv [options]",
    about="Writes the weights of a model: into a folder with a .npy file for each and an index.json, into one .npz file by"
    " layer/weight, or into a .csv file with a line for each value (layer, weight, indices, value). Large models are written"
    " piece by piece.",
    operands=Operands("what", "WHAT", "the word weights, and a model file or REVISION:PATH of git", least=2),
    flags=(
        Flag(("-o", "--output"), "a folder, or a file with the ending .npz or .csv", FILE, required=True),
        Flag(("--layers",), "layers whose weights are written; without it all", NAMES),
        WEIGHTS,
        LAYOUT,
    ),
    examples=(
        ("export weights model.keras -o weights.npz", ""),
        ("export weights model.keras -o weights", "a folder of .npy files"),
        ("export weights model.keras -o dense.csv --layers dense_10", ""),
    ),
    run=run_export,
)
