"""MP4, with a program in place of ffmpeg."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from dotnet_viz.animation.build import AnimationOptions
from dotnet_viz.animation.encoders import mp4
from dotnet_viz.errors import EngineError, MissingDependencyError
from tests.animation.trainings import animation

OPTIONS = AnimationOptions(frames=2, fps=10, hold=0.3)


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """Put a Python program of the name ffmpeg on the path, alone."""
    target = folder / "ffmpeg"
    target.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n", encoding="utf-8")
    target.chmod(target.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


def test_without_ffmpeg_the_way_out_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingDependencyError, match=r"not on the PATH: install it .* or save as \.webp, \.gif or \.html"):
        animation(options=OPTIONS).to_format("mp4")


def test_ffmpeg_gets_every_frame_as_often_as_it_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "size = sys.argv[sys.argv.index('-s') + 1]\ndata = sys.stdin.buffer.read()\n"
    body += "open(sys.argv[-1], 'w').write(f'{size} {len(data)} {sys.argv}')"
    program(tmp_path, monkeypatch, body)
    size, length, *words = animation(options=OPTIONS).to_format("mp4", scale=0.1).decode().split(" ")  # type: ignore[union-attr]
    width, height = map(int, size.split("x"))
    assert int(length) == width * height * 3 * 4  # one frame of 0.1 s, and one of 0.3 s
    assert "'1000/100'," in words


def test_a_failure_of_ffmpeg_is_told_in_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "sys.stderr.write('Unknown encoder libx264')\nsys.exit(1)")
    with pytest.raises(EngineError, match="ffmpeg failed: Unknown encoder libx264"):
        animation(options=OPTIONS).to_format("mp4", scale=0.1)


def test_it_is_stopped_when_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "time.sleep(60)")
    monkeypatch.setattr(mp4, "TIMEOUT", 0.3)
    with pytest.raises(EngineError, match=r"took more than 0\.3 s"):
        animation(options=OPTIONS).to_format("mp4", scale=0.1)
