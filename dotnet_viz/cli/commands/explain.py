"""``dotnet-viz explain``: which parts of an input decide what a model returns."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from dotnet_viz.api import reading
from dotnet_viz.api.explaining import attribution
from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.flags.flag import FILE, NAMES, TEXT, WHOLE_NUMBER, CommandLineError, Flag, choice
from dotnet_viz.cli.flags.inputs import PIXEL_RANGE
from dotnet_viz.cli.flags.themes import CHART_TITLE, THEME_FLAG, theme_of
from dotnet_viz.cli.terminal.output import print_path
from dotnet_viz.drawing import check_target
from dotnet_viz.explain.attribution.options import METHODS
from dotnet_viz.explain.input_files import input_shape, read_model_inputs
from dotnet_viz.files.inputs import IMAGES
from dotnet_viz.progress import TerminalProgress

FORMATS = ("svg", "png", "pdf", "html")


def run_explain(arguments: argparse.Namespace) -> int:
    """Draw an attribution and print its path."""
    from dotnet_viz.explain.live.live_model import load_live

    check_target(arguments.output, FORMATS)
    with TerminalProgress(arguments.quiet) as progress:
        progress(f"loading {arguments.model}")
        model = load_live(arguments.model)
        x = _sample(model, arguments)
        progress("running the model")
        picture = attribution.attribution(
            model,
            x,
            [_target(name) for name in arguments.target] if arguments.target else None,
            arguments.method,
            layer=arguments.layer,
            class_names=arguments.class_names,
            check=arguments.check,
            theme=theme_of(arguments.theme, arguments.output),
            title=arguments.title,
        )
        progress("drawing")
        written = picture.save(arguments.output)
    print_path(written, quiet=arguments.quiet)
    return 0


def _target(text: str) -> Any:
    return int(text) if text.lstrip("-").isdigit() else text


def _sample(model: Any, arguments: argparse.Namespace) -> Any:
    """Return one sample of a file."""
    graph = reading.read(model)
    shape = input_shape(graph)
    read = read_model_inputs(graph, arguments.input, arguments.pixel_range)
    if isinstance(read, Mapping):
        return {name: _one(values, arguments.sample) for name, values in read.items()}
    is_one = arguments.input.lower().endswith(IMAGES) or (shape is not None and read.ndim == len(shape) - 1)
    return read if is_one else _one(read, arguments.sample)


def _one(values: Any, number: int) -> Any:
    if not 0 <= number < len(values):
        raise CommandLineError(f"--sample {number}: the file has {len(values)} samples, counted from 0")
    return values[number : number + 1]


COMMAND = Command(
    name="explain",
    usage="MODEL --input FILE -o FILE [options]",
    about="Draws which parts of an input decide what a model returns. It runs the model, which needs Keras and its backend."
    " The ending of the output is the format: .svg .png .pdf .html.",
    operands=Operands("model", "MODEL", "a .keras or .h5 file, which Keras loads", is_single=True),
    flags=(
        Flag(("--input",), "an image, a .npy, .npz or .csv file", FILE, required=True),
        Flag(("-o", "--output"), "where to write the picture", FILE, required=True),
        Flag(("--target",), "classes by index or name; without it the predicted one", NAMES),
        Flag(("--method",), "how it is found", choice(METHODS), "gradcam"),
        Flag(("--layer",), "a convolution, such as backbone/conv5; without it the last one", TEXT),
        Flag(("--class-names",), "names of the classes, in their order", NAMES),
        PIXEL_RANGE,
        Flag(("--sample",), "which sample of a file of several, from 0", WHOLE_NUMBER, "0"),
        Flag(("--check",), "show whether the map can be believed"),
        THEME_FLAG,
        CHART_TITLE,
    ),
    examples=(
        ("explain model.keras --input image.png -o why.png", ""),
        ("explain model.keras --input image.png -o why.svg --target 3,5", ""),
        ("explain model.keras --input x.npy -o why.svg --method saliency", ""),
    ),
    run=run_explain,
)
