"""How large a picture may become where nothing is asked for: a screen across, three pages down."""

from __future__ import annotations

from dotnet_viz.fitting.lengths import UNITS
from dotnet_viz.fitting.paper import PAPERS
from dotnet_viz.layouts import MostSize
from dotnet_viz.translation.translate import translate

MOST_WIDTH = 1600.0
MOST_HEIGHT = 3 * PAPERS["page"].height


def _too_large(width: float, height: float) -> str:
    centimetres = (f"{side / UNITS['cm']:,.0f}" for side in (width, height))
    return translate(
        'This picture is {size} cm large: fit="page" (--fit page) draws the model on a page, the style blocks in short.',
        size=" × ".join(centimetres),
    )


MOST_SIZE = MostSize(MOST_WIDTH, MOST_HEIGHT, _too_large)
