"""``dotnet-viz evaluate``: charts and numbers of predictions in a file."""

from __future__ import annotations

import argparse
import json
from contextlib import suppress
from typing import Any

from dotnet_viz.api.evaluating import evaluate
from dotnet_viz.charts.themes import THEMES
from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.flags.data import DATA_FLAGS
from dotnet_viz.cli.flags.flag import FOLDER, NAMES, TEXT, WHOLE_NUMBER, CommandLineError, Flag, choice
from dotnet_viz.cli.flags.sizes import OF_CHARTS, check_dpi
from dotnet_viz.cli.flags.themes import BACKGROUND
from dotnet_viz.cli.terminal.output import print_path, print_text
from dotnet_viz.explain.live.live_model import is_model_file
from dotnet_viz.files.output import make_folder, write_output
from dotnet_viz.measures.evaluation.inputs.targets import TASKS
from dotnet_viz.progress import TerminalProgress

FORMATS = ("svg", "png", "pdf", "html")


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Write every chart of predictions and their numbers into a folder, and print the summary."""
    check_dpi(arguments.dpi, f"confusion_matrix.{arguments.format}")
    with TerminalProgress(arguments.quiet) as progress:
        progress("reading the predictions" if arguments.data is None else "reading the model and the data")
        evaluation = evaluate(
            **_given(arguments),
            class_names=arguments.class_names,
            positive=arguments.positive,
            task=arguments.task,
            intervals=False if arguments.intervals is None else arguments.intervals,
            theme=arguments.theme,
            title=arguments.title,
            background=arguments.background,
            width=arguments.width,
            height=arguments.height,
            dpi=arguments.dpi,
            ignore=_value(arguments.ignore),
        )
        folder = make_folder(arguments.output)
        for name, chart in evaluation.charts().items():
            progress(f"drawing {name.replace('_', ' ')}")
            chart.save(folder / f"{name}.{arguments.format}")
        numbers = json.dumps(evaluation.to_dict(), indent=2, ensure_ascii=False)
        write_output(folder / "evaluation.json", f"{numbers}\n")
        write_output(folder / "summary.txt", f"{evaluation.summary}\n")
    print_text(f"{evaluation.summary}\n\n", quiet=arguments.quiet)
    print_path(folder, quiet=arguments.quiet)
    return 0


def _value(text: str | None) -> str | float | int | None:
    """Return a number where the text is one."""
    for kind in (int, float):
        with suppress(ValueError, TypeError):
            return kind(text)  # type: ignore[arg-type]
    return text


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what is evaluated, as the function takes it: a model with data, or predictions."""
    file, predictions = arguments.file, arguments.predictions
    if arguments.data is not None:
        if file is None or predictions is not None:
            raise CommandLineError("--data are evaluated by a model: dotnet-viz evaluate model.keras --data test.npz -o out/")
        return {"model": file, "x": arguments.data, "target": arguments.target, "max_samples": arguments.max_samples}
    if arguments.target is not None or arguments.max_samples is not None:
        raise CommandLineError("--target and --max-samples are of --data, which is not given")
    if predictions is None and file is None:
        raise CommandLineError(f"evaluate needs FILE, such as: dotnet-viz {COMMAND.examples[0][0]}")
    if predictions is None and is_model_file(file):
        raise CommandLineError(
            f"{file!r} is a model: name data to evaluate it on, --data test.npz, or what it predicted, --predictions FILE"
        )
    if predictions is not None and file is not None and not is_model_file(file):
        raise CommandLineError(f"one file of predictions is evaluated, and {file!r} is one more")
    return {"predictions": file if predictions is None else predictions}


COMMAND = Command(
    name="evaluate",
    usage="FILE -o FOLDER [--data FILE] [options]",
    about="Compares predictions with what is true: writes every chart that they allow (confusion matrix, ROC, precision-recall,"
    " calibration, residuals, ...), evaluation.json and summary.txt into a folder. A .csv file has a column y_true, and either"
    " y_pred with labels or amounts, y_score with scores of the second class, or a column of scores for each class, which has"
    " its name. A .npz file has the arrays y_true and y_score or y_pred, and may have class_names; of pixels and of steps of"
    " sequences too, with a mask of those that count, and images for the overlay. With --data the model in FILE predicts, which"
    " takes Keras and its backend.",
    operands=Operands(
        "file",
        "FILE",
        "a .csv, .tsv or .npz file of predictions; or with --data a .keras or .h5 file of a model",
        0,
        is_single=True,
    ),
    flags=(
        Flag(("-o", "--output"), "the folder to write into; it is made where it is not there", FOLDER, required=True),
        *DATA_FLAGS,
        Flag(("--format",), "of the charts", choice(FORMATS), "svg"),
        Flag(("--class-names",), "names of the classes, in the order of the columns", NAMES),
        Flag(("--positive",), "the class that curves of two classes are of; without it the second", TEXT),
        Flag(("--task",), "what the predictions are; without it the data tell", choice(TASKS)),
        Flag(("--ignore",), "value of y_true that stands for no answer, such as 255 in masks or -100 in sequences", TEXT),
        Flag(("--intervals",), "number of draws for 95 % confidence intervals by bootstrap", WHOLE_NUMBER),
        Flag(("--theme",), "colours of paper and text", choice(THEMES), "light"),
        Flag(("--title",), "heading over the charts, such as the name of the model", TEXT),
        BACKGROUND,
        *OF_CHARTS,
    ),
    examples=(
        ("evaluate predictions.csv -o evaluation/", ""),
        ("evaluate p.npz -o out/ --positive ill", "curves of this class"),
        ("evaluate p.csv -o out/ --intervals 1000", "confidence intervals"),
        ("evaluate masks.npz -o out/ --ignore 255", "segmented images"),
        ("evaluate model.keras --data test.npz -o out/", ""),
        ("evaluate model.keras --data t.csv -o out/ --target y", ""),
    ),
    run=run_evaluate,
)
