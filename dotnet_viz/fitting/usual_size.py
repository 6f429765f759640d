"""How large a picture may become where nothing is asked for: a screen across, three pages down."""

from __future__ import annotations

from dotnet_viz.fitting.lengths import UNITS
from dotnet_viz.fitting.paper import PAPERS
from dotnet_viz.layouts import MostSize
from dotnet_viz.translation.translate import translate

MOST_WIDTH = 1600.0
MOST_HEIGHT = 3 * PAPERS["page"].height


def _too_large(width: float, height: float) -> str:
    return translate(
        'This picture is {size} cm large: fit="page" (--fit page) draws the model on a page, the style blocks in short.',
        size=_centimetres(width, height),
    )


def made_for_page(width: float, height: float) -> str:
    """Return what a picture with less of a model says below itself, where the usual one would be too large.

    Args:
        width: of the usual one, in CSS pixels.
        height: likewise.
    """
    return translate(
        "Drawn for a page, as it would be {size} cm large; max_neurons=12 (--max-neurons 12) draws as many at any size.",
        size=_centimetres(width, height),
    )


def _centimetres(width: float, height: float) -> str:
    return " × ".join(f"{side / UNITS['cm']:,.0f}" for side in (width, height))


def _too_large_difference(width: float, height: float) -> str:
    return translate(
        'This picture is {size} cm large: fit="page" (--fit page) folds more of what is equal, so that it fits a page.',
        size=_centimetres(width, height),
    )


MOST_SIZE = MostSize(MOST_WIDTH, MOST_HEIGHT, _too_large)
MOST_SIZE_OF_DIFFERENCES = MostSize(MOST_WIDTH, MOST_HEIGHT, _too_large_difference)
