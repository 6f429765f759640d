"""The paper that reports are printed on: A4. ``print.css`` has the same margins."""

PORTRAIT = (521.0, 560.0)
"""Room for a figure between the margins, above its caption, in points."""
LANDSCAPE = (768.0, 430.0)
"""The same on a landscape page."""
THIRD = 171.0
"""Width of one of three figures beside one another, in points."""
HALF = 258.5
"""Width of one of two figures beside one another, in points."""
SMALLEST_TEXT = 6.0
"""Size of the smallest text of a figure that can be read on paper, in points."""
POINT = 0.75
"""A CSS pixel, in points."""
