"""SVG that moves by itself: one picture in which only what changes is animated, in SMIL.

Colours, widths and places go smoothly from frame to frame, texts change at once. Values that lie on a straight line between
others, within what can be seen, are left out. SMIL cannot ask whether a reader wants less motion; pages that care show the
player of ``.html`` instead, or the picture of the last frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.animation.frames import Frames
from dotnet_viz.animation.svg_changes import NAMES, FrameElement, Values, merged
from dotnet_viz.animation.vectors import frame_svgs
from dotnet_viz.colors import is_hex_color, rgb
from dotnet_viz.renderers.common.escape import xml_attribute, xml_text

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TRANSLATE = re.compile(r"translate\((-?[\d.]+)[ ,](-?[\d.]+)\)")
# A difference that nobody sees: of 255 in a colour, of a pixel in all else.
_COLOR_STEP, _LENGTH_STEP = 3.0, 0.06
_SMOOTH = ("fill", "stroke", "stroke-width", "x", "y", "width", "height", "rx", "ry", "cx", "cy", "r")


@dataclass(frozen=True)
class _Clock:
    """When each frame begins, in parts of the whole, and how long the whole is."""

    starts: tuple[float, ...]
    seconds: float

    @classmethod
    def of(cls, durations: Sequence[int]) -> _Clock:
        total = sum(durations)
        return cls(tuple(sum(durations[:index]) / total for index in range(len(durations))), total / 1000)

    def times(self, positions: Sequence[int]) -> str:
        return ";".join(f"{self.starts[position]:.4f}".rstrip("0").rstrip(".") or "0" for position in positions)

    @property
    def common(self) -> str:
        return f' dur="{self.seconds:g}s" repeatCount="indefinite"'


def encode(animation: Frames) -> str:
    """Return an animation as one SVG document.

    Args:
        animation: what it shows.
    """
    animation.progress(f"comparing {len(animation.frames)} frames")
    part = merged(frame_svgs(animation))
    clock = _Clock.of(animation.durations)
    return "".join(_element(part, clock, is_root=True)) + "\n"


def _element(part: FrameElement, clock: _Clock, *, is_root: bool = False) -> Iterator[str]:
    if len(part.texts) > 1:
        yield from _text_variants(part, clock)
        return
    changing = {name: values for name, values in part.attributes.items() if len(values) > 1}
    alone = {name for name in changing if name in ("href", "class", "id")}
    if alone:
        yield from _variants(part, clock, changing)
        return
    animated = {name: _animated(name, values, clock) for name, values in changing.items()}
    # What never changes so much that it is seen has the value of the last frame, which stands longest.
    still = {name for name, text in animated.items() if not text}
    attributes = {name: values[-1 if name in still else 0] for name, values in part.attributes.items()}
    yield _opened(part, attributes, is_root=is_root)
    yield from animated.values()
    # A name is never drawn, and a page of HTML takes what stands in it for HTML.
    if not part.is_always_seen and part.tag not in NAMES:
        yield _shown(part.seen, clock)
    yield xml_text(part.texts[0])
    for child in part.children:
        yield from _element(child, clock)
    yield f"</{part.tag}>"


def _opened(part: FrameElement, attributes: dict[str, str], *, is_root: bool = False) -> str:
    space = ' xmlns="http://www.w3.org/2000/svg"' if is_root else ""
    return f"<{part.tag}{space}{''.join(f' {name}={xml_attribute(value)}' for name, value in attributes.items())}>"


def _text_variants(part: FrameElement, clock: _Clock) -> Iterator[str]:
    """Yield an element for each of its texts, seen while the text is that one: SMIL cannot change a text."""
    for text in dict.fromkeys(part.texts):
        seen = tuple(own == text and there for own, there in zip(part.texts, part.seen, strict=True))
        if any(seen):
            attributes = {name: _of_frames(values, seen) for name, values in part.attributes.items()}
            yield from _element(FrameElement(part.tag, attributes, (text,), part.children, seen), clock)


def _variants(part: FrameElement, clock: _Clock, changing: dict[str, Values]) -> Iterator[str]:
    """Yield an element for each set of its attributes, where some cannot be animated, such as pictures inside."""
    rows = list(zip(*changing.values(), strict=True))
    for row in dict.fromkeys(rows):
        seen = tuple(own == row and there for own, there in zip(rows, part.seen, strict=True))
        if any(seen):
            attributes = {**part.attributes, **{name: (value,) for name, value in zip(changing, row, strict=True)}}
            yield from _element(FrameElement(part.tag, attributes, part.texts, part.children, seen), clock)


def _of_frames(values: Values, seen: Sequence[bool]) -> Values:
    """Return the values of the frames that count, one where they are equal."""
    if len(values) == 1:
        return values
    own = {value for value, there in zip(values, seen, strict=True) if there}
    return (own.pop(),) if len(own) == 1 else values


def _shown(seen: Sequence[bool], clock: _Clock) -> str:
    positions = _changes(seen)
    values = ";".join("inline" if seen[position] else "none" for position in positions)
    return _discrete("display", values, positions, clock)


def _changes(values: Sequence[object]) -> list[int]:
    return [index for index, value in enumerate(values) if index == 0 or value != values[index - 1]]


def _discrete(name: str, values: str, positions: Sequence[int], clock: _Clock) -> str:
    return (
        f'<animate attributeName="{name}" calcMode="discrete" values={xml_attribute(values)} '
        f'keyTimes="{clock.times(positions)}"{clock.common}/>'
    )


def _animated(name: str, values: Values, clock: _Clock) -> str:
    """Return the element that animates an attribute; nothing where its changes are too small to be seen."""
    if name == "transform" and all(map(_TRANSLATE.fullmatch, values)):
        points = np.array([[float(part) for part in _NUMBER.findall(value)] for value in values])
        texts = [f"{x:g} {y:g}" for x, y in points.tolist()]
        start = '<animateTransform attributeName="transform" type="translate"'
        return _linear(start, points, texts, _LENGTH_STEP, clock)
    start = f'<animate attributeName="{name}"'
    if name in _SMOOTH and all(map(is_hex_color, values)):
        return _linear(start, np.array([rgb(value) for value in values], np.float64), values, _COLOR_STEP, clock)
    if name in _SMOOTH and all(map(_NUMBER.fullmatch, values)):
        return _linear(start, np.array([[float(value)] for value in values]), values, _LENGTH_STEP, clock)
    positions = _changes(values)
    return _discrete(name, ";".join(values[position] for position in positions), positions, clock)


def _linear(start: str, points: NDArray[np.float64], texts: Sequence[str], tolerance: float, clock: _Clock) -> str:
    if np.abs(points - points[-1]).max() <= tolerance:
        return ""
    kept = _telling(points, tolerance, clock)
    # The last value stands until the end, and is written again there, since key times end with 1.
    values = ";".join((*(texts[index] for index in kept), texts[-1]))
    return f'{start} values={xml_attribute(values)} keyTimes="{clock.times(kept)};1"{clock.common}/>'


def _telling(points: NDArray[np.float64], tolerance: float, clock: _Clock) -> list[int]:
    """Return the frames whose values are needed, so that straight lines between them miss no other by more than a tolerance.

    The algorithm of Ramer (1972) and of Douglas and Peucker (1973), with distances along the axis of values.

    Args:
        points: a row of numbers a frame; shape (frames, numbers).
        tolerance: the largest distance.
        clock: when frames begin.
    """
    times = np.array(clock.starts)
    kept, open_spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        share = (times[first + 1 : last] - times[first]) / (times[last] - times[first])
        straight = points[first] + share[:, np.newaxis] * (points[last] - points[first])
        missed = np.abs(points[first + 1 : last] - straight).max(axis=1)
        worst = int(missed.argmax())
        if missed[worst] > tolerance:
            middle = first + 1 + worst
            kept.add(middle)
            open_spans += [(first, middle), (middle, last)]
    return sorted(kept)
