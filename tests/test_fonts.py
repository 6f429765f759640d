from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz import fonts
from dotnet_viz.files.templates import template_folder
from dotnet_viz.fonts import FALLBACKS, FAMILY, font_file, has_glyphs, kept_distinct, one_line, shorten, shorten_all, text_width


def test_the_font_files_are_there() -> None:
    assert font_file().stat().st_size > 100_000
    assert font_file(bold=True).name == "DejaVuSans-Bold.ttf"


def test_widths_are_those_of_the_font() -> None:
    assert text_width("", 12) == 0
    assert text_width("hello", 24) == pytest.approx(2 * text_width("hello", 12))
    assert text_width("hello", 12, bold=True) > text_width("hello", 12)
    # DejaVu Sans: an "m" is 1995 of 2048 units wide.
    assert text_width("m", 100) == pytest.approx(100 * 1995 / 2048, rel=0.02)


def test_characters_the_font_lacks_have_a_width_too() -> None:
    assert text_width("漢", 10) >= 10
    assert not has_glyphs("漢")
    assert has_glyphs("Größe → 3×3")


@given(st.text(st.characters(exclude_characters="…", codec="utf-8"), max_size=300), st.floats(20, 400))
def test_shortened_text_fits_and_keeps_its_ends(text: str, width: float) -> None:
    short = shorten(text, 12, width)
    if short != text:
        assert text_width(short, 12) <= width + 0.01
        head, _, tail = short.partition("…")
        assert text.startswith(head)
        assert text.endswith(tail)
    else:
        assert text_width(text, 12) <= width


def test_ten_thousand_characters_are_shortened() -> None:
    assert len(shorten("x" * 10_000, 12, 200)) < 40


@given(st.text())
def test_one_line_has_no_breaks_and_no_control_characters(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert len(line.splitlines()) <= 1
    assert all(ord(character) >= 32 and ord(character) != 127 for character in line)


def test_measuring_text_does_not_import_matplotlib() -> None:
    code = "import sys; from dotnet_viz.fonts import text_width; text_width('a', 9); sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("bold", [False, True])
def test_plain_characters_are_in_the_font(bold: bool) -> None:
    assert has_glyphs("".join(sorted(fonts._PLAIN)), bold)


def test_a_text_is_measured_the_same_again_and_when_long() -> None:
    assert text_width("abc", 12) == text_width("abc", 12)
    assert text_width("abc" * 100, 12) == pytest.approx(100 * text_width("abc", 12))


def test_style_sheets_ask_for_this_font_first_and_stand_in_with_the_same() -> None:
    sheets = [path for path in template_folder().rglob("*") if path.suffix in (".css", ".html")]
    stacks = [stack for sheet in sheets for stack in re.findall(r"\bfont:[^;]*?(\"[^;}]*)[;}]", sheet.read_text("utf-8"))]
    assert len(stacks) > 3
    for stack in stacks:
        names = [name.strip().strip('"') for name in stack.split(",")]
        assert names[0] == FAMILY
        assert len(names) == 1 or [name for name in names[1:] if name in FALLBACKS] == list(FALLBACKS)


@given(
    st.lists(st.text("ab_1", min_size=8, max_size=40), min_size=2, max_size=12, unique=True), st.floats(90, 200), st.booleans()
)
def test_texts_of_one_picture_are_kept_distinct_where_they_are_shortened(texts: list[str], width: float, bold: bool) -> None:
    with kept_distinct(texts):
        short = [shorten(text, 11, width, bold) for text in texts]
    assert len(set(short)) == len(texts)
    assert all(text_width(text, 11, bold) <= width + 0.01 for text in short)


def test_what_tells_names_apart_is_kept() -> None:
    names = [f"encoder_stage_{stage}_block_{block}_conv_{conv}" for stage in (1, 2) for block in (1, 2) for conv in "ab"]
    with kept_distinct(names):
        assert shorten(names[0], 12, 130) != shorten(names[2], 12, 130)
        assert shorten("another_text_that_is_long", 12, 80) == "anoth…_long"
    assert shorten(names[0], 12, 130) == shorten(names[2], 12, 130)


def test_texts_around_are_kept_distinct_too() -> None:
    outer, inner = "stage_2_block_1_conv_a_bn", "stage_2_block_1_conv_b_bn"
    with kept_distinct([outer]), kept_distinct([inner]):
        assert shorten(outer, 12, 90) != shorten(inner, 12, 90)
    assert len(set(shorten_all([outer, inner], 12, 90))) == 2
    assert shorten_all(["a\nb"], 12, 90) == [one_line("a\nb")]
