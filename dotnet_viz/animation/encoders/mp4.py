"""MP4 in H.264, by the program ffmpeg where it is installed."""

from __future__ import annotations

import math
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from dotnet_viz.animation.frames import Frames
from dotnet_viz.animation.rasters import Pixels, raster_frames, usual_scale
from dotnet_viz.errors import EngineError, MissingDependencyError
from dotnet_viz.files.paths import reason_of

TIMEOUT = 300.0
"""Seconds after which ffmpeg is stopped."""


def encode(animation: Frames, *, scale: float | None = None) -> bytes:
    """Return an animation as MP4.

    Args:
        animation: what it shows.
        scale: pixels for each CSS pixel; ``None`` takes 1, or less where the pictures are large.

    Raises:
        MissingDependencyError: ffmpeg is not installed.
        EngineError: ffmpeg failed or took too long.
    """
    program = shutil.which("ffmpeg")
    if program is None:
        raise MissingDependencyError(
            "MP4 needs the program ffmpeg, which is not on the PATH: install it (on Debian and Ubuntu: sudo apt install "
            "ffmpeg), or save as .webp, .gif or .html"
        )
    frames = raster_frames(animation, usual_scale(animation, scale))
    animation.progress("writing MP4")
    step = math.gcd(*animation.durations)
    height, width = frames[0].shape[:2]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "animation.mp4"
        command = [program, *_arguments(width, height, f"1000/{step}"), str(target)]
        _run(command, _repeated(frames, animation.durations, step))
        return target.read_bytes()


def _arguments(width: int, height: int, rate: str) -> Iterator[str]:
    yield from ("-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24")
    yield from ("-s", f"{width}x{height}", "-r", rate, "-i", "pipe:0")
    # Players know this form of H.264 only; it has even sizes.
    yield from ("-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "18")
    # The same input gives the same bytes.
    yield from ("-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1")
    yield from ("-movflags", "+faststart")


def _repeated(frames: Sequence[Pixels], durations: Sequence[int], step: int) -> Iterator[bytes]:
    for frame, milliseconds in zip(frames, durations, strict=True):
        data = np.ascontiguousarray(frame).tobytes()
        yield from (data for _ in range(milliseconds // step))


def _run(command: Sequence[str], pieces: Iterator[bytes]) -> None:
    """Run ffmpeg and hand it the frames one by one, so that repeated ones take no memory."""
    with tempfile.TemporaryFile() as log:
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log)  # noqa: S603
        except OSError as error:
            raise EngineError(f"ffmpeg cannot be run: {reason_of(error)}") from error
        late = threading.Event()
        timer = threading.Timer(TIMEOUT, _stop, (process, late))
        timer.start()
        try:
            _feed(process, pieces)
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()
            process.wait()
        if late.is_set():
            raise EngineError(f"ffmpeg took more than {TIMEOUT:g} s; take fewer frames, or save as .webp or .gif")
        if code:
            log.seek(0)
            reason = " ".join(log.read().decode(errors="replace").split())[-300:]
            raise EngineError(f"ffmpeg failed: {reason or f'exit code {code}'}")


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _feed(process: subprocess.Popen[bytes], pieces: Iterator[bytes]) -> None:
    stream = process.stdin
    assert stream is not None  # noqa: S101 - it was asked for
    # Where ffmpeg ends early, its exit code and message say why.
    with suppress(BrokenPipeError), stream:
        for piece in pieces:
            stream.write(piece)
