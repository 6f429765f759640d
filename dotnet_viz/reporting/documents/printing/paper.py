"""The paper that reports are printed on: A4. ``print.css`` has the same margins."""

PORTRAIT = (527.0, 540.0)
"""Room for a figure between the margins, above its caption, in points."""
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
POINT = 0.75
"""A CSS pixel, in points."""
