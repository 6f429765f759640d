"""``dotnet-viz explain``: which parts of an input decide what a model returns."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dotnet_viz import api
from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.flags import FILE, NAMES, TEXT, Converter, Flag, choice
from dotnet_viz.cli.terminal import print_text
from dotnet_viz.drawing import check_target
from dotnet_viz.explain.attribution.options import METHODS
from dotnet_viz.explain.input_files import read_input
from dotnet_viz.explain.live_model import load_live
from dotnet_viz.progress import TerminalProgress

FORMATS = ("svg", "png", "pdf", "html")


def run_explain(arguments: argparse.Namespace) -> int:
    """Draw an attribution and print its path."""
    check_target(arguments.output, FORMATS)
    with TerminalProgress(arguments.quiet) as progress:
        progress("loading the model")
        model = load_live(arguments.model)
        x, image = read_input(arguments.input, model, scale=arguments.pixel_range)
        progress("running the model")
        picture = api.attribution(
            model,
            x,
            [_target(name) for name in arguments.target] if arguments.target else None,
            arguments.method,
            layer=arguments.layer,
            class_names=arguments.class_names,
            check=arguments.check,
            image=image,
        )
        progress("drawing")
        written = picture.save(arguments.output)
    print_text(f"{written}\n", quiet=arguments.quiet)
    return 0


def _target(text: str) -> Any:
    return int(text) if text.lstrip("-").isdigit() else text


def _input(text: str) -> Path:
    return Path(text)


COMMAND = Command(
    name="explain",
    usage="MODEL --input FILE -o FILE [options]",
    about="Draws which parts of an input decide what a model returns. It runs the model, which needs Keras and its backend."
    " The ending of the output is the format: .svg .png .pdf .html.",
    operands=Operands("model", "MODEL", "a .keras or .h5 file, which Keras loads", is_single=True),
    flags=(
        Flag(
            ("--input",),
            "an image (.png .jpg ...), a .npy array or a .csv of numbers: one sample",
            Converter(_input, "a file", "image.png", "FILE"),
            required=True,
        ),
        Flag(("-o", "--output"), "where to write the picture", FILE, required=True),
        Flag(("--target",), "classes by index or name; without it the predicted one", NAMES),
        Flag(("--method",), "how it is found", choice(METHODS), "gradcam"),
        Flag(("--layer",), "a convolution, such as backbone/conv5; without it the last one", TEXT),
        Flag(("--class-names",), "names of the classes, in their order", NAMES),
        Flag(("--pixel-range",), "largest value of a pixel that the model takes", choice(("auto", "1", "255")), "auto"),
        Flag(("--check",), "show whether the map can be believed"),
    ),
    examples=(
        ("explain model.keras --input image.png -o why.png", "where the last convolution sees the class"),
        ("explain model.keras --input x.npy -o why.svg --target 3,5 --method integrated-gradients", ""),
    ),
    run=run_explain,
)
