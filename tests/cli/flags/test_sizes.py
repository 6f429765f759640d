from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from dotnet_viz.cli import main
from dotnet_viz.cli.flags.flag import CommandLineError
from dotnet_viz.cli.flags.sizes import FIT, LENGTH
from tests.cli.flags.test_pictures import MODEL, drawn


def test_texts_have_the_size_that_is_asked_for(tmp_path: Path) -> None:
    small, large = (drawn(tmp_path / "a.svg", "--text-size", size) for size in ("6", "12"))
    sides = [float(text.split('width="')[1].split('"')[0]) for text in (small, large)]
    assert sides[1] == pytest.approx(2 * sides[0], abs=0.01)


def test_what_is_no_size_of_texts_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", MODEL, "-o", str(tmp_path / "a.svg"), "--text-size", "0"]) == 2
    assert "--text-size" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["svg", "pdf", "html", "tex", "mmd"])
@pytest.mark.parametrize("words", [("draw", MODEL), ("diff", MODEL, MODEL)])
def test_pixels_per_inch_are_refused_where_a_file_has_no_pixels(
    suffix: str, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"a.{suffix}"
    assert main([*words, "-o", str(target), "--dpi", "200"]) == 2
    error = capsys.readouterr().err
    assert "--dpi is for files of pixels (png," in error
    assert str(target) in error
    assert not target.exists()


def test_pixels_per_inch_are_in_files_that_have_some(tmp_path: Path) -> None:
    assert main(["draw", MODEL, "-o", str(tmp_path / "a.png"), "--dpi", "200", "--quiet"]) == 0
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)
    assert "dpi=200" in drawn(tmp_path / "a.dot", "--dpi", "200")


def test_a_picture_made_for_a_column(tmp_path: Path) -> None:
    text = drawn(tmp_path / "a.svg", "--fit", "column", "--style", "neurons")
    assert float(text.split('width="')[1].split('"')[0]) <= 321.27


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("page", "page"),
        ("12cmx8cm", ("12cm", "8cm")),
        ("12x8cm", ("12cm", "8cm")),
        ("640x480", ("640", "480")),
        ("640pxx480px", ("640px", "480px")),
        ("3in,2in", ("3in", "2in")),
    ],
)
def test_papers_are_names_or_two_sides(word: str, value: Any) -> None:
    assert FIT.convert("--fit", word) == value


@pytest.mark.parametrize(
    ("converter", "word"), [(FIT, "a4"), (FIT, "12cm"), (FIT, "0x5cm"), (LENGTH, "8.5 miles"), (LENGTH, "-3")]
)  # fmt: skip
def test_other_words_are_refused(converter: Any, word: str) -> None:
    with pytest.raises(CommandLineError, match="--flag takes"):
        converter.convert("--flag", word)
