"""How different colours look, to the usual eye and under the three kinds of colour blindness."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.colors import is_hex_color, rgb
from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds import family_of
from dotnet_viz.scene import Scene, Shape

Floats = NDArray[np.float64]

VISIONS: Mapping[str, Floats] = {
    name: np.array(numbers, dtype=np.float64).reshape(3, 3)
    for name, numbers in {
        "usual": [1, 0, 0, 0, 1, 0, 0, 0, 1],
        "protanopia": [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        "deuteranopia": [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        "tritanopia": [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    }.items()
}
"""Severity 1.0 of Machado, Oliveira and Fernandes (2009), on linear red, green and blue."""

_TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
_WHITE = np.array([0.95047, 1.0, 1.08883])


def seen(colors: Floats, vision: str) -> Floats:
    """Return colours as linear red, green and blue (0 to 1), as they are seen.

    Args:
        colors: red, green and blue, 0 to 1; shape (..., 3).
        vision: one of :data:`VISIONS`.
    """
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    return np.clip(linear @ VISIONS[vision].T, 0, 1)


def lab(color: str, vision: str = "usual") -> Floats:
    """Return L*, a* and b* (CIE 1976, white D65) of a colour as it is seen.

    Args:
        color: as ``#rrggbb``.
        vision: one of :data:`VISIONS`.
    """
    ratio = _TO_XYZ @ seen(np.array(rgb(color)) / 255, vision) / _WHITE
    curve = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])


def ciede2000(one: Floats, other: Floats) -> float:
    """Return the difference of two colours (Sharma, Wu and Dalal, 2005).

    Args:
        one: L*, a* and b*.
        other: L*, a* and b*.
    """
    mean_chroma = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    stretch = 1.5 - 0.5 * np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7))
    (l1, c1, h1), (l2, c2, h2) = (_polar(color, stretch) for color in (one, other))
    has_hue = c1 * c2 > 0
    turn = (h2 - h1 + 180) % 360 - 180 if has_hue else 0.0
    mean_hue = (h1 + turn / 2) % 360 if has_hue else h1 + h2
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = 1 + sum(
        part * np.cos(np.radians(times * mean_hue + offset))
        for part, times, offset in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    by_l = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2))
    by_c = (c2 - c1) / (1 + 0.045 * chroma)
    by_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    bend = np.radians(60 * np.exp(-(((mean_hue - 275) / 25) ** 2)))
    rotation = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(bend)
    return float(np.sqrt(by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h))


def _polar(color: Floats, stretch: float) -> tuple[float, float, float]:
    a = color[1] * stretch
    return float(color[0]), float(np.hypot(a, color[2])), float(np.degrees(np.arctan2(color[2], a)) % 360)


def difference(one: str, other: str) -> float:
    """Return by how much two colours differ for the eye that tells them apart worst, as CIEDE2000.

    Args:
        one: as ``#rrggbb``.
        other: as ``#rrggbb``.

    Example:
        >>> round(difference("#ff0000", "#00a000")), round(difference("#000000", "#ffffff"))
        (16, 100)
    """
    return min(ciede2000(lab(one, vision), lab(other, vision)) for vision in VISIONS)


def least_difference(scene: Scene, *, with_named: bool = True) -> float | None:
    """Return the smallest difference between the colours of two layers of different families that a line joins.

    Args:
        scene: the picture.
        with_named: whether layers count that both have a text in them, which says what they are where colours do not.

    Returns:
        As CIEDE2000; ``None`` where no two such layers have colours.
    """
    shapes = scene.shape_by_id
    joined = ((shapes[line.source], shapes[line.target]) for line in scene.connections)
    others = (pair for pair in joined if not _are_of_one_family(*pair))
    pairs = {frozenset(map(_color, pair)) for pair in others if with_named or not all(map(_has_text, pair))}
    colored = [sorted(pair) for pair in pairs if len(pair) > 1 and all(is_hex_color(color) for color in pair)]
    return min((difference(one, other) for one, other in colored), default=None)


def _are_of_one_family(one: Shape, other: Shape) -> bool:
    family, following = (family_of(Layer(shape.id, shape.name, shape.kind)) for shape in (one, other))
    return family == following != "other"


def _has_text(shape: Shape) -> bool:
    return any(abs(label.x) <= shape.width / 2 and abs(label.y) <= shape.height / 2 for label in shape.labels)


def _color(shape: Shape) -> str:
    """Return the colour that says what a shape is."""
    return shape.head_fill if shape.head else shape.fill
