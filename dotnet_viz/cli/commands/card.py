"""``dotnet-viz card``: a model card as the README.md of a repository."""

from __future__ import annotations

import argparse
from dataclasses import replace

from dotnet_viz.api.reports.model_card import model_card
from dotnet_viz.cli.command import MODEL_OR_RUN, Command
from dotnet_viz.cli.flags.data import CARD, DATA_FLAGS
from dotnet_viz.cli.flags.flag import FILE, NAMES, TEXT, WHOLE_NUMBER, Flag
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.terminal.output import print_path, print_text
from dotnet_viz.progress import TerminalProgress


def run_card(arguments: argparse.Namespace) -> int:
    """Write a model card and print its path, or print the card itself."""
    from dotnet_viz.reporting.card.card import check_card_target

    if arguments.output is not None:
        check_card_target(arguments.output)
    with TerminalProgress(arguments.quiet) as progress:
        card = model_card(
            given_model(arguments),
            arguments.card,
            history=arguments.history,
            data=arguments.data,
            target=arguments.target,
            max_samples=arguments.max_samples,
            predictions=arguments.predictions,
            class_names=arguments.class_names,
            seed=arguments.seed,
            date=arguments.date,
            progress=progress,
        )
        written = None if arguments.output is None else card.save(arguments.output)
    if written is None:
        print_text(card.markdown, quiet=arguments.quiet)
    else:
        print_path(written, quiet=arguments.quiet)
    return 0


COMMAND = Command(
    name="card",
    usage="MODEL [-o README.md] [--card FILE] [options]",
    about="Writes a model card as Markdown with the metadata of Hugging Face in front: what a YAML file states of the model,"
    " filled with what the model itself, its training and its evaluation say. What nobody states is listed as not given.",
    operands=MODEL_OR_RUN,
    flags=(
        WEIGHTS,
        LAYOUT,
        Flag(("-o", "--output"), "a .md file; without it the card is printed", replace(FILE, example="README.md")),
        CARD,
        Flag(("--history",), "log of the training: its folder or file", replace(FILE, metavar="RUN", example="log.csv")),
        *DATA_FLAGS,
        Flag(("--class-names",), "names of the outputs", NAMES),
        Flag(("--seed",), "the seed of the training", WHOLE_NUMBER),
        Flag(
            ("--date",),
            "date of the card; without it none, so that the same model gives the same bytes",
            replace(TEXT, metavar="DATE", example="2026-01-31"),
        ),
    ),
    examples=(
        ("card model.keras -o README.md", ""),
        ("card model.keras -o README.md --card card.yaml", ""),
        ("card model.keras --data test.npz", "with results, printed"),
    ),
    run=run_card,
)
