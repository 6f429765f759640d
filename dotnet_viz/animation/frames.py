"""Frames in a row, and how long each is seen: what the formats that move are made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from dotnet_viz.drawing import Picture
from dotnet_viz.errors import OptionError
from dotnet_viz.progress import Progress, silent

MAX_SIDE = 1000
_LEAST_FPS, _MOST_FPS = 0.1, 50.0
_MOST_HOLD = 60.0


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of an animation.

    Args:
        picture: what is seen.
        caption: one line on what is special about it, such as ``"epoch 3 of 60"``; for those who do not see it.
    """

    picture: Picture
    caption: str


@dataclass(frozen=True, eq=False, repr=False)
class Frames:
    """Pictures of one size that follow each other.

    Args:
        title: what all of them show.
        frames: the pictures, at least one.
        fps: frames a second.
        hold: seconds for which the last frame stands still before the first one comes again.
        max_width: pixels of width at most, in formats of pixels.
        max_height: pixels of height at most, likewise.
        progress: is called with the name of each step as it begins.

    Raises:
        OptionError: no frames, or a number that cannot be.
    """

    title: str
    frames: tuple[Frame, ...]
    fps: float = 8.0
    hold: float = 2.0
    max_width: int = MAX_SIDE
    max_height: int = MAX_SIDE
    progress: Progress = field(default=silent)

    def __post_init__(self) -> None:
        if not self.frames:
            raise OptionError("an animation needs frames; there is none")
        _check_number("fps", self.fps, _LEAST_FPS, _MOST_FPS)
        _check_number("hold", self.hold, 0.0, _MOST_HOLD)
        for name in ("max_width", "max_height"):
            _check_number(name, getattr(self, name), 16, 16_384)

    @property
    def durations(self) -> tuple[int, ...]:
        """Milliseconds for which each frame stands, in whole hundredths of a second, which is what GIF can say."""
        one = max(2, round(100 / self.fps)) * 10
        return (*(one for _ in self.frames[1:]), max(one, round(self.hold * 100) * 10))

    @property
    def captions(self) -> tuple[str, ...]:
        """What is special about each frame, in words."""
        return tuple(frame.caption for frame in self.frames)

    def __len__(self) -> int:
        return len(self.frames)


def _check_number(name: str, value: object, least: float, most: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise OptionError(f"{name} takes a number from {least:g} to {most:g}, not {value!r}")
