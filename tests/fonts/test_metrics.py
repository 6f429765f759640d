from __future__ import annotations

import re
import subprocess
import sys

import pytest
from PIL import ImageFont

from dotnet_viz.files.templates import template_folder
from dotnet_viz.fonts import FALLBACKS, FAMILY, font_file, has_glyphs, text_width
from dotnet_viz.fonts.advances import ADVANCES, SIZE


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


def test_measuring_text_imports_neither_matplotlib_nor_what_reads_fonts() -> None:
    libraries = {"matplotlib", "PIL", "fontTools"}
    measure = "import sys; from dotnet_viz.fonts import text_width; text_width('a×é', 9)"
    code = f"{measure}; sys.exit(bool({libraries} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("bold", [False, True])
def test_widths_that_are_known_beforehand_are_those_of_the_font(bold: bool) -> None:
    font = ImageFont.truetype(font_file(bold), SIZE, layout_engine=ImageFont.Layout.BASIC)
    assert has_glyphs("".join(ADVANCES[bold]), bold)
    assert {character: font.getlength(character) for character in ADVANCES[bold]} == ADVANCES[bold]
    assert ADVANCES[bold].keys() > {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))}


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
