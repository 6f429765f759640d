"""Pictures beside the curves of a training: in the image tab of TensorBoard."""

from __future__ import annotations

import os
import struct
import time
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, SupportsIndex

from dotnet_viz.errors import OptionError, OutputError, UnsupportedInputError
from dotnet_viz.files.paths import exists, reason_of

if TYPE_CHECKING:
    from dotnet_viz.drawing import Picture

FOLDER, ENDING = "pictures", ".dotnet_viz"
"""The folder within a run that pictures go to, and how the names of their event files end."""

_PNG = b"\x89PNG\r\n\x1a\n"
_FIRST_RECORD = "brain.Event:2"
_COLORS = {0: 1, 2: 3, 3: 3, 4: 2, 6: 4}
_MOST_STEPS = 1 << 63


def log_picture(
    folder: str | os.PathLike[str], picture: Picture, name: str = "picture", step: int = 0, *, scale: float | None = None
) -> Path:
    """Write a picture into the log of a training, so that TensorBoard shows it in its image tab, with a slider over the steps.

    It goes to a folder of its own within that of the run, which TensorBoard lists as ``<run>/pictures``: TensorBoard stops
    reading a file of curves once a newer one stands beside it. Of each name it shows ten steps, unless it is started with
    ``--samples_per_plugin images=1000``.

    Args:
        folder: of the run, as ``log_dir`` of ``keras.callbacks.TensorBoard``; it is made where it is missing.
        picture: what a verb of this package returned.
        name: what TensorBoard calls it; ``/`` groups names.
        step: the epoch or step that it shows.
        scale: pixels of the image for each pixel of the picture, as of :meth:`Picture.png`.

    Returns:
        The event file, which is appended to.

    Raises:
        UnsupportedInputError: it is not a picture.
        OptionError: the step is negative, or no whole number, or the name is empty.
        OutputError: the folder cannot be written to.

    Example:
        >>> import tempfile
        >>> from dotnet_viz.drawing import Drawing
        >>> from dotnet_viz.scene import Scene, Shape
        >>> drawing = Drawing(Scene("one box", shapes=(Shape("a", "a", 60, 30),)))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     log_picture(folder, drawing, "boxes", step=3).parent.name
        'pictures'
    """
    from dotnet_viz.drawing import Picture
    from dotnet_viz.files.formats.event_records import frame_records

    if not isinstance(picture, Picture):
        raise UnsupportedInputError(f"log_picture takes a picture, as dv.draw returns, not {type(picture).__name__!r}")
    number = _checked_step(step)
    if not name:
        raise OptionError("the name of a logged picture must not be empty")
    record = image_event(picture.png(scale), name, number, time.time())
    target = Path(folder) / FOLDER
    try:
        target.mkdir(parents=True, exist_ok=True)
        path = _event_file(target)
        records = [record] if exists(path) else [_first_event(time.time()), record]
        with path.open("ab") as stream:
            stream.write(frame_records(records))
    except (OSError, ValueError) as error:
        raise OutputError(f"cannot write a picture into {str(target)!r}: {reason_of(error)}") from error
    return path


def _checked_step(step: object) -> int:
    number = -1 if isinstance(step, bool) or not isinstance(step, SupportsIndex) else index(step)
    if not 0 <= number < _MOST_STEPS:
        raise OptionError(f"step must be a whole number from 0 on, not {step!r}")
    return number


def image_event(png: bytes, name: str, step: int, seconds: float) -> bytes:
    """Return the record of an image as event files hold it.

    Args:
        png: the image.
        name: its tag.
        step: which step it is of.
        seconds: when it was made, since 1970.
    """
    from dotnet_viz.files.formats.protobuf import field, fixed

    width, height, _, color = struct.unpack(">IIBB", png[len(_PNG) + 8 : len(_PNG) + 18])
    image = field(1, height) + field(2, width) + field(3, _COLORS.get(color, 4)) + field(4, png)
    value = field(1, name.encode("utf-8", "replace")) + field(4, image)
    return fixed(1, struct.pack("<d", seconds)) + field(2, step) + field(5, field(1, value))


def _first_event(seconds: float) -> bytes:
    from dotnet_viz.files.formats.protobuf import field, fixed

    return fixed(1, struct.pack("<d", seconds)) + field(3, _FIRST_RECORD.encode())


def _event_file(folder: Path) -> Path:
    """Return the newest of our event files, or the name of a new one where there is none, or that was cut off."""
    from dotnet_viz.files.formats.event_records import is_whole

    ours = sorted(folder.glob(f"events.out.tfevents.*{ENDING}"))
    if ours and is_whole(ours[-1]):
        return ours[-1]
    return folder / f"events.out.tfevents.{int(time.time()):010d}.{len(ours):04d}{ENDING}"
