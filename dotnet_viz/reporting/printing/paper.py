"""The paper that reports are printed on: A4. ``print.css`` has the same margins."""

PORTRAIT = (527.0, 592.0)
"""Room for a figure between the margins, above its caption and below a heading with two lines of text, in points."""
TOP, BOTTOM = 56.7, 51.0
"""Margins of a portrait page above and below, in points."""
ROOM = 690.0
"""Height of a portrait page below a heading at its top, in points: for a figure with its caption."""
LANDSCAPE = (773.0, 430.0)
"""The same on a landscape page."""
THIRD = 171.5
"""Width of one of three figures beside one another, in points."""
HALF = 259.5
"""Width of one of two figures beside one another, in points."""
GAP = 4.0
"""Between figures beside one another, in points."""
SMALLEST_TEXT = 6.02
"""Size of the smallest text of a figure that can be read on paper, in points."""
TEXT_TO_FIT = 5.5
"""The same of a figure that would else leave most of a page empty before it."""
POINT = 0.75
"""A CSS pixel, in points."""
