from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.renderers.tikz.escape import tex_comment, tex_text, unprintable_by_pdftex

_COMMAND = re.compile(r"\\[A-Za-z]+|\\[{}$&#_%, ]")
_KNOWN = re.compile(r"\\(text\w+|ensuremath|mbox|ldots|[A-Za-z]+)")


@given(st.text())
def test_signs_of_tex_stand_only_in_commands_of_ours(text: str) -> None:
    rest = _COMMAND.sub("", tex_text(text))
    assert not set("\\$&#_%\n\r\t") & set(rest)
    assert rest.count("{") == rest.count("}")


@given(st.text(alphabet=r"\input{}write18$^^_&#%~"))
def test_no_command_of_a_text_survives(text: str) -> None:
    commands = set(_KNOWN.findall(tex_text(text)))
    assert not commands & {"input", "write"}


@given(st.text())
def test_comments_keep_to_their_line(text: str) -> None:
    assert len(tex_comment(text).splitlines()) <= 1
    assert "^^" not in tex_comment(text)


def test_letters_that_pdftex_composes_need_no_stand_in() -> None:
    assert unprintable_by_pdftex([tex_text("é ñ ß → × α … 层 ж")]) == ["ж", "层"]


def test_pdftex_prints_every_sign_of_pictures() -> None:
    """Unrolled steps (x₁) and marks of differences (≡) stopped pdfLaTeX."""
    assert unprintable_by_pdftex([tex_text("x₀₁₂₃₄₅₆₇₈₉ ≡ ≈ Δ ⇄ ↕ ↻ • ▲ “ ”")]) == []
    assert tex_text("x₅₀") == r"x\ensuremath{_5}\ensuremath{_0}"
