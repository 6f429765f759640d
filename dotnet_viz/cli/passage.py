"""``dotnet-viz passage``: what inputs become in the layers of a model."""

from __future__ import annotations

import argparse
from pathlib import Path

from dotnet_viz.api import inputs, reading
from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.flags import FILE, NAMES, WHOLE_NUMBER, CommandLineError, Converter, Flag, choice
from dotnet_viz.cli.model_inputs import PIXEL_RANGE, read_model_inputs
from dotnet_viz.cli.terminal import print_text
from dotnet_viz.colormaps import COLORMAPS
from dotnet_viz.drawing import check_target
from dotnet_viz.palettes import PALETTES
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.renderers.themes import THEMES

FORMATS = ("svg", "png", "pdf", "html", "npz")


def run_passage(arguments: argparse.Namespace) -> int:
    """Run a model on inputs, draw what its layers return and print the path."""
    from dotnet_viz.explain.live_model import is_model_file, load_live

    if Path(arguments.output).suffix:
        check_target(arguments.output, FORMATS)
    with TerminalProgress(arguments.quiet) as progress:
        progress(f"loading {arguments.model}")
        try:
            model = load_live(arguments.model) if is_model_file(arguments.model) else reading.read(arguments.model)
        except ImportError as error:
            raise CommandLineError(str(error)) from error
        x = read_model_inputs(reading.read(model), arguments.input, arguments.pixel_range)
        progress("running the model")
        options = {"max_layers": arguments.max_layers, "class_names": arguments.class_names}
        passage = inputs.pattern_passage(
            model,
            x,
            grid_size=arguments.grid_size,
            limit_size_layer=arguments.limit_size_layer,
            layers=arguments.layers,
            theme=arguments.theme,
            colormap=arguments.colormap,
            scaling_per=arguments.scaling_per,
            **{name: value for name, value in options.items() if value is not None},
        )
        written = passage.save(arguments.output)
    print_text(f"{written}\n", quiet=arguments.quiet)
    return 0


def _rows_and_columns(text: str) -> tuple[int, int]:
    rows, _, columns = text.partition("x")
    if int(rows) < 1 or int(columns) < 1:
        raise ValueError(text)
    return int(rows), int(columns)


SIZE = Converter(_rows_and_columns, "rows x columns", "3x3", "RxC")

COMMAND = Command(
    name="passage",
    usage="MODEL --input FILE -o FILE [options]",
    about="Runs a model on an input and draws what every layer returns, as images with colour bars. This loads the model with"
    " Keras and its backend (such as TensorFlow); .npz files of dense layers need neither. The ending of FILE is the format:"
    " .svg .png .pdf, .html to step through the layers, .npz with the arrays; without an ending it is a folder with a picture"
    " of every sample.",
    operands=Operands("model", "MODEL", "a .keras or .h5 file, which Keras loads, or an .npz file", is_single=True),
    flags=(
        Flag(("--input",), "an image, a .npy, .npz or .csv file", FILE, required=True),
        Flag(("-o", "--output"), "where to write the picture, or a folder", FILE, required=True),
        Flag(("--layers",), "what is drawn; without it all layers that compute something", NAMES),
        Flag(("--grid-size",), "images of one layer: rows x columns of channels", SIZE, "3x3"),
        Flag(("--limit-size-layer",), "rows x columns of an image at most; larger ones are drawn in blocks", SIZE, "80x80"),
        Flag(("--max-layers",), "layers at most, evenly chosen", WHOLE_NUMBER),
        Flag(("--colormap",), "colours of the values", choice((*COLORMAPS, *PALETTES), "_r"), "viridis"),
        Flag(("--scaling-per",), "one scale for each layer or for the whole model", choice(("layer", "model")), "layer"),
        Flag(("--class-names",), "names of the outputs", NAMES),
        PIXEL_RANGE,
        Flag(("--theme",), "colours of paper and ink; auto follows the reader's choice", choice(THEMES), "light"),
    ),
    examples=(
        ("passage model.keras --input image.png -o passage.png", ""),
        ("passage model.keras --input x.npy -o passages", ""),
        ("passage model.keras --input image.png -o passage.html", ""),
    ),
    run=run_passage,
)
