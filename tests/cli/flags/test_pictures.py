from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dotnet_viz.cli import main
from dotnet_viz.cli.flags.flag import LAYER_RANGE
from tests.conftest import DATA

MODEL = str(DATA / "models" / "cnn-28x28.keras")


def drawn(path: Path, *words: str) -> str:
    assert main(["draw", MODEL, "-o", str(path), "--quiet", *words]) == 0
    return path.read_text(encoding="utf-8")


def test_a_title_or_none(tmp_path: Path) -> None:
    assert ">My network</text>" in drawn(tmp_path / "a.svg", "--title", "My network")
    usual, bare = drawn(tmp_path / "b.svg"), drawn(tmp_path / "c.svg", "--no-title")
    assert usual.count("<text") == bare.count("<text") + 1


def test_both_a_title_and_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", MODEL, "-o", str(tmp_path / "a.svg"), "--title", "a", "--no-title"]) == 2
    assert "--title and --no-title cannot both be given" in capsys.readouterr().err


def test_sizes_and_parts(tmp_path: Path) -> None:
    assert 'width="321.26"' in drawn(tmp_path / "a.svg", "--width", "8.5cm")
    assert 'data-name="flatten_3"' not in drawn(tmp_path / "b.svg", "--layer-range", "1:2")
    assert main(["draw", MODEL, "-o", str(tmp_path / "c.png"), "--quiet", "--width", "640"]) == 0
    assert struct.unpack(">I", (tmp_path / "c.png").read_bytes()[16:20]) == (640,)


def test_parts_are_two_ends() -> None:
    assert LAYER_RANGE.convert("--layer-range", "50:80") == "50:80"
    assert LAYER_RANGE.convert("--layer-range", "conv1,conv3") == ["conv1", "conv3"]


def test_numbers_colours_marks_groups_and_captions(tmp_path: Path) -> None:
    (tmp_path / "n.csv").write_text("layer,time (ms)\nconv2d_14,3.25\n", encoding="utf-8")
    (tmp_path / "c.json").write_text('{"dense_.*": "see below"}', encoding="utf-8")
    assert "3.25 ms" in drawn(tmp_path / "a.svg", "--overlay", str(tmp_path / "n.csv"))
    assert "FLOPs per sample" in drawn(tmp_path / "b.svg", "--color-by", "flops", "--style", "layered")
    assert drawn(tmp_path / "c.svg", "--color-by", "none") != drawn(tmp_path / "d.svg", "--color-by", "kind")
    assert "#ff6347" in drawn(tmp_path / "e.svg", "--highlight", "conv2d_14=tomato")
    groups = ("--group", "a=conv2d_14:max_pooling2d_7", "--group", "b=dense_9,dense_10")
    assert ">a<" in drawn(tmp_path / "f.svg", *groups)
    assert drawn(tmp_path / "g.svg", "--captions", str(tmp_path / "c.json")).count(">see below<") == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--highlight", "conv2d_99"), "did you mean 'conv2d_1"),
        (("--highlight", "a=red,b"), "--highlight takes names of layers"),
        (("--group", "encoder"), "--group takes NAME=FIRST:LAST"),
        (("--overlay", "none.csv"), "none.csv"),
        (("--style", "filters", "--color-by", "flops"), "does not show the layers"),
    ],
)
def test_what_cannot_be_added(words: tuple[str, ...], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", MODEL, "-o", str(tmp_path / "a.svg"), *words]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "a.svg").exists()


def test_images_and_an_input_on_faces(tmp_path: Path) -> None:
    Image.new("RGB", (28, 28), "red").save(tmp_path / "photo.png")
    image = ("--style", "lenet", "--image", f"input_layer_4={tmp_path / 'photo.png'}")
    assert drawn(tmp_path / "a.svg", *image).count("data:image/png") == 2
    np.savez(tmp_path / "net.npz", np.eye(4), np.ones((4, 2)))
    np.save(tmp_path / "x.npy", np.arange(4.0))
    words = ["draw", str(tmp_path / "net.npz"), "-o", str(tmp_path / "b.svg"), "--quiet", "--style", "lenet"]
    assert main([*words, "--input", str(tmp_path / "x.npy")]) == 0
    assert (tmp_path / "b.svg").read_text(encoding="utf-8").count("data:image/png") == 3


def test_pictures_of_differences_take_what_pictures_take(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["diff", MODEL, str(DATA / "models" / "pattern-50x50.keras"), "-q", "-o", str(tmp_path / "d.svg")]
    assert main([*words, "--highlight", "conv2d_14=tomato", "--title", "Two", "--width", "8.5cm"]) == 0
    text = (tmp_path / "d.svg").read_text(encoding="utf-8")
    assert "#ff6347" in text
    assert ">Two</text>" in text
    assert 'width="321.26"' in text
    assert main(["diff", MODEL, MODEL, "--title", "Two"]) == 2
    assert "-o diff.svg" in capsys.readouterr().err
