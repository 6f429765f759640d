"""Flags of every picture of a model, whatever its style: title, size, part of the model."""

from __future__ import annotations

import argparse
from typing import Any

from dotnet_viz.cli.flags.flag import (
    CAPTIONS,
    FILE,
    GROUP,
    HIGHLIGHT,
    IMAGE,
    LAYER_RANGE,
    OVERLAY,
    RECORD,
    TEXT,
    CommandLineError,
    Flag,
    choice,
)
from dotnet_viz.cli.flags.sizes import SIZES, check_dpi

COLOR_BY = ("family", "kind", "none", "name", "trainable", "parameters", "flops", "sparsity", "gradient", "activation")

LAYER_NUMBERS = Flag(
    ("--overlay",),
    "a number for each layer, as colour and text: JSON with an object of names and numbers, or CSV with a column 'layer'",
    OVERLAY,
)
PICTURE = (
    Flag(("--title",), "heading of the picture, instead of the style's", TEXT),
    Flag(("--no-title",), "draw no heading"),
    *SIZES,
    Flag(("--layer-range",), "draw the layers from A to B: names, regular expressions or positions from 0", LAYER_RANGE),
    LAYER_NUMBERS,
    Flag(("--color-by",), "what colours layers, in place of the style's own colours", choice(COLOR_BY)),
    Flag(
        ("--record",),
        "the record of a training, for --color-by gradient and activation: of its last epoch; draw runs/7 needs none",
        RECORD,
    ),
    Flag(("--highlight",), "layers that stand out: names or regular expressions, with colours or without", HIGHLIGHT),
    Flag(
        ("--group",),
        "frame around layers, from the first to the last, or around those listed and what lies between them; may be repeated",
        GROUP,
        repeats=True,
    ),
    Flag(
        ("--image",),
        "image on the face of an input or of feature maps: a picture, or a .npy file of one or of what the layer returns; may"
        " be repeated",
        IMAGE,
        repeats=True,
    ),
    Flag(("--captions",), "a line more for layers: JSON with an object of names or regular expressions and texts", CAPTIONS),
)


OF_ONE_MODEL = ("--layer-range", "--group", "--image")
OF_DIFFERENCES = tuple(flag for flag in PICTURE if flag.name not in OF_ONE_MODEL)
"""Flags of pictures of two models."""


INPUT = Flag(
    ("--input",), "an image, a .npy, .npz or .csv file that the model is run on: feature maps show what layers return", FILE
)


def difference_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of a picture of differences as :func:`~dotnet_viz.api.differences.diff` takes them.

    Args:
        arguments: as they were parsed.

    Raises:
        CommandLineError: both a title and none are asked for, or pixels per inch of a file that has none.
    """
    check_dpi(arguments.dpi, arguments.output)
    names = ("width", "height", "fit", "dpi", "text_size", "overlay", "color_by", "highlight", "captions", "record")
    return {"title": title_of(arguments), **{name: getattr(arguments, name) for name in names}}


def title_of(arguments: argparse.Namespace) -> str | None:
    """Return the heading that was asked for; empty for none, and ``None`` for the picture's own.

    Args:
        arguments: as they were parsed.

    Raises:
        CommandLineError: both a title and none are asked for.
    """
    if arguments.no_title and arguments.title is not None:
        raise CommandLineError("--title and --no-title cannot both be given; leave one out")
    title: str | None = "" if arguments.no_title else arguments.title
    return title


def picture_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options of the picture as :func:`~dotnet_viz.api.pictures.one_model.draw` takes them.

    Args:
        arguments: as they were parsed.

    Raises:
        CommandLineError: both a title and none are asked for, or pixels per inch of a file that has none.
    """
    return {
        **difference_options(arguments),
        "layer_range": arguments.layer_range,
        "groups": arguments.group or None,
        "images": dict(arguments.image) or None,
    }
