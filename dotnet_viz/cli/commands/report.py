"""``dotnet-viz report``: one self-contained file on a model."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.api import reading
from dotnet_viz.api.reports import one_report
from dotnet_viz.cli.command import MODELS_OR_RUNS, OPEN, Command, check_open
from dotnet_viz.cli.flags.data import CARD, DATA_FLAGS
from dotnet_viz.cli.flags.flag import (
    FILE,
    FOLDER,
    LANGUAGE,
    NAMES,
    SHAPES,
    TEXT,
    THEME,
    WHOLE_NUMBER,
    CommandLineError,
    Converter,
    Flag,
    choice,
)
from dotnet_viz.cli.flags.inputs import PIXEL_RANGE
from dotnet_viz.cli.flags.pictures import LAYER_NUMBERS
from dotnet_viz.cli.flags.weights import LAYOUT, WEIGHTS, given_model
from dotnet_viz.cli.many_reports import MANY_FLAGS, run_reports, wants_index
from dotnet_viz.cli.report_options import report_options
from dotnet_viz.cli.terminal.output import print_notice, print_path, show_in_browser
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.renderers.pdf import ENGINES


def run_report(arguments: argparse.Namespace) -> int:
    """Write a report and print its files, or one on each of several models and an index; return 1 where a condition fails."""
    if wants_index(arguments):
        return run_reports(arguments)
    if arguments.pdf:
        raise CommandLineError("--pdf is for reports on several models; of one, -o x.pdf writes a PDF, -o x/ a page and a PDF")
    arguments.model = arguments.models[0]
    from dotnet_viz.reporting.report import check_report_target, is_report_folder

    for target in arguments.output:
        check_report_target(target)
    if not is_report_folder(arguments.output[0]):
        check_open(arguments.output[0], wanted=arguments.open)
    inputs, targets = _inputs(arguments)
    with TerminalProgress(arguments.quiet) as progress:
        options = report_options(arguments, left_out=("model", "targets"))
        report = one_report.report(given_model(arguments), inputs=inputs, targets=targets, progress=progress, **options)
        progress("writing")
        written = report.save(*arguments.output)
    paths = written if isinstance(written, tuple) else (written,)
    for path in paths:
        print_path(path, quiet=arguments.quiet)
    show_in_browser(paths[0], wanted=arguments.open, quiet=arguments.quiet)
    for result in report.conditions:
        if not result.passed:
            print_notice(f"failed: {result.sentence}", quiet=arguments.quiet)
    return 0 if report.passed else 1


def _condition(text: str) -> str:
    """Return a condition as it is written, which must be one before any file is read."""
    from dotnet_viz.reporting.conditions.condition import parse_condition

    try:
        return parse_condition(text).text
    except OptionError as error:
        raise CommandLineError(str(error)) from None


def _inputs(arguments: argparse.Namespace) -> tuple[Any, Any]:
    """Return the inputs that the model is to be run on, and their answers, as the files have them."""
    from dotnet_viz.datasets.labels import split_labels
    from dotnet_viz.files.inputs import read_inputs

    targets = None if arguments.targets is None else read_inputs(arguments.targets)
    if isinstance(targets, Mapping) and (labels := split_labels(targets)[1]) is not None:
        targets = labels
    if arguments.input is None:
        return None, targets
    from dotnet_viz.explain.input_files import read_model_inputs

    graph = reading.read(given_model(arguments))
    return read_model_inputs(graph, arguments.input, arguments.pixel_range), targets


BASELINE = Flag(
    ("--baseline",),
    "a model, a training log or a report.json to compare with; with --data, a model is evaluated on them too",
    replace(FILE, takes="a model, a training log or a report.json", example="old.keras", metavar="MODEL"),
)
REQUIRE = Flag(
    ("--require",),
    "a condition, in quotes; where it does not hold, the report is written and the exit code is 1; may be repeated",
    Converter(_condition, "a condition", "'accuracy>=0.9'", "'X>=N'"),
    repeats=True,
)


COMMAND = Command(
    name="report",
    usage="MODEL... -o FILE [options]",
    about="Writes a report on a model or a training: one HTML file that needs no other, a PDF, its data as JSON, or all of them"
    " where FILE is a folder. Several models, or a folder of them, get a report each and an index to sort, filter and compare"
    " them in; a report that is there already is kept. Exits with 1 where a condition does not hold or some models have no"
    " report, and with 2 where none has one.",
    operands=MODELS_OR_RUNS,
    flags=(
        WEIGHTS,
        LAYOUT,
        Flag(
            ("-o", "--output"),
            "a .html, .pdf, .json or .md (for pull requests) file, or a folder for the first three; may be repeated",
            FILE,
            required=True,
            repeats=True,
        ),
        OPEN,
        BASELINE,
        REQUIRE,
        Flag(("--fail-on",), "exit with 1 where a check has a finding of this severity or above", choice(SEVERITIES)),
        Flag(("--title",), "heading of the report; without it the model's name", TEXT),
        Flag(
            ("--history",),
            "log of the training: its folder or file",
            replace(FILE, metavar="RUN", example="log.csv"),
        ),
        Flag(
            ("--input",),
            "inputs that the model is run on, to show what its layers return and what decides: an image, a .npy, .npz or .csv"
            " file; it needs Keras and its backend",
            replace(FILE, example="x.npy"),
        ),
        Flag(("--targets",), "true answers for the inputs: a .npy, .npz or .csv file", replace(FILE, example="y.npy")),
        Flag(("--check-explanations",), "compare attributions with those of shuffled weights"),
        PIXEL_RANGE,
        *DATA_FLAGS,
        Flag(("--class-names",), "names of the outputs", NAMES),
        Flag(("--feature-names",), "names of the inputs", NAMES),
        Flag(("--input-shape",), "sizes of one sample, for a model whose inputs have sizes that vary", SHAPES),
        LAYER_NUMBERS,
        Flag(("--seed",), "the seed of the training, which the report then names", WHOLE_NUMBER),
        Flag(
            ("--date",),
            "date to print; without it the same model gives the same bytes",
            replace(TEXT, metavar="DATE", example="2026-01-31"),
        ),
        CARD,
        Flag(
            ("--sections",),
            "sections in their order; '...' stands for all that are not named",
            replace(NAMES, takes="names of sections with commas between them", example="overview,evaluation,..."),
        ),
        Flag(
            ("--templates",),
            "folder of templates: of sections of your own, and in place of those of the package by name",
            replace(FOLDER, example="templates/"),
        ),
        Flag(("--language",), "language of the texts; without it English", LANGUAGE),
        Flag(("--theme",), "colours of the page by name, or a .css file", THEME),
        Flag(("--logo",), "picture above the heading: PNG, JPEG, GIF, WebP or SVG", replace(FILE, example="logo.svg")),
        Flag(("--pdf-engine",), "what makes the PDF; auto takes the first that is there", choice(ENGINES), "auto"),
        *MANY_FLAGS,
    ),
    examples=(
        ("report model.keras -o report.html", ""),
        ("report model.keras -o report.html -o report.pdf", ""),
        ("report model.keras -o report/", "page, PDF and data"),
        ("report model.keras -o report.html --history log.csv", ""),
        ("report model.keras -o report.html --input x.npy", ""),
        ("report model.keras -o r.html --data test.npz", ""),
        ("report model.keras -o r.html --predictions p.csv", ""),
        ("report runs/7 -o report.html", "a training, and its model"),
        ("report checkpoints/*.keras -o reports/", "each, and an index"),
        ("report new.keras -o r.md --baseline old.keras", ""),
        ("report model.keras -o r.md --require 'size<=10MB'", ""),
    ),
    run=run_report,
)
