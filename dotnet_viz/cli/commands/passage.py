"""``dotnet-viz passage``: what inputs become in the layers of a model."""

from __future__ import annotations

import argparse
from pathlib import Path

from dotnet_viz.animation.encoders import ENCODERS
from dotnet_viz.api import reading
from dotnet_viz.api.explaining import activations
from dotnet_viz.api.pictures.animations import animate
from dotnet_viz.cli.command import Command, Operands
from dotnet_viz.cli.flags.flag import FILE, FPS, HOLD, NAMES, SIZE, WHOLE_NUMBER, CommandLineError, Flag, choice
from dotnet_viz.cli.flags.inputs import PIXEL_RANGE
from dotnet_viz.cli.terminal.output import print_path
from dotnet_viz.drawing import check_target
from dotnet_viz.explain.input_files import read_model_inputs
from dotnet_viz.passage.picture import MOVING_FORMATS, STILL_FORMATS
from dotnet_viz.progress import TerminalProgress
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scales.colormaps import COLORMAPS
from dotnet_viz.scales.palettes import PALETTES

FORMATS = (*STILL_FORMATS, *MOVING_FORMATS)


def run_passage(arguments: argparse.Namespace) -> int:
    """Run a model on inputs, draw what its layers return and print the path."""
    from dotnet_viz.explain.live.live_model import is_model_file, load_live

    if Path(arguments.output).suffix:
        check_target(arguments.output, ENCODERS if arguments.animated else FORMATS)
    elif arguments.animated:
        raise CommandLineError(f"--animated writes one file; give -o FILE with one of the endings: {', '.join(ENCODERS)}")
    with TerminalProgress(arguments.quiet) as progress:
        progress(f"loading {arguments.model}")
        model = load_live(arguments.model) if is_model_file(arguments.model) else reading.read(arguments.model)
        x = read_model_inputs(reading.read(model), arguments.input, arguments.pixel_range)
        progress("running the model")
        options = {"max_layers": arguments.max_layers, "class_names": arguments.class_names}
        passage = activations.pattern_passage(
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
        if arguments.animated or Path(arguments.output).suffix[1:].lower() in MOVING_FORMATS:
            written = animate(passage, fps=arguments.fps, hold=arguments.hold, progress=progress).save(arguments.output)
        else:
            written = passage.save(arguments.output)
    print_path(written, quiet=arguments.quiet)
    return 0


COMMAND = Command(
    name="passage",
    usage="MODEL --input FILE -o FILE [options]",
    about="Runs a model on an input and draws what every layer returns, as images with colour bars. This loads the model with"
    " Keras and its backend (such as TensorFlow); .npz files of dense layers need neither. The ending of FILE is the format:"
    " .svg .png .pdf, .html to step through the layers, .npz with the arrays, .gif .webp .apng .avif .mp4 in which they appear"
    " one after the other; without an ending it is a folder with a picture of every sample.",
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
        Flag(("--animated",), "let layers appear one after the other in .svg, .html and .png too"),
        Flag(("--fps",), "layers a second, where they appear one after the other", FPS, "1"),
        Flag(("--hold",), "seconds for which the last picture then stands still", HOLD, "2"),
        Flag(("--theme",), "colours of background and text; auto follows the reader's browser", choice(THEMES), "light"),
    ),
    examples=(
        ("passage model.keras --input image.png -o passage.png", ""),
        ("passage model.keras --input x.npy -o passages", ""),
        ("passage model.keras --input image.png -o passage.html", ""),
        ("passage model.keras --input image.png -o passage.gif", ""),
    ),
    run=run_passage,
)
