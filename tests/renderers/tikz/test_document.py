from __future__ import annotations

import subprocess
from pathlib import Path
from unicodedata import normalize

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.layouts import place
from dotnet_viz.renderers import render
from dotnet_viz.renderers.tikz.document import tex
from dotnet_viz.renderers.tikz.picture import MAX_LINES, tikz_picture
from dotnet_viz.scene import Label, Scene
from tests.renderers.every_style import STYLES, placed, without_texts
from tests.renderers.raster_comparison import difference, ink, pixels_of_pdf
from tests.scene_builders import AWKWARD_TEXTS, neurons


def compiled(text: str, folder: Path) -> Path:
    """Return the PDF that LaTeX makes, which may not stop once."""
    (folder / "picture.tex").write_text(text, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "picture.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    log = (folder / "picture.log").read_text(encoding="utf-8", errors="replace")
    assert done.returncode == 0, log[-2000:]
    assert "Missing character" not in log
    return folder / "picture.pdf"


@pytest.mark.latex
@pytest.mark.pdftoppm
@pytest.mark.parametrize("style", [*(name for name in STYLES if name != "filters"), "nested"])
def test_latex_draws_the_figures_of_the_png(style: str, tmp_path: Path) -> None:
    scene = without_texts(placed(style))
    drawn, expected = pixels_of_pdf(compiled(tex(scene), tmp_path)), render(scene, "png", scale=1.0)
    assert isinstance(expected, bytes)
    assert difference(expected, drawn) < 0.1 * ink(expected) + 0.2
    assert ink(drawn) == pytest.approx(ink(expected), rel=0.09)


@pytest.mark.latex
@pytest.mark.pdftoppm
def test_texts_are_printed_as_they_are(tmp_path: Path) -> None:
    texts = ("100 %", "x & y", "#1", "$x$", r"\input", '"q" <b> |', "é ñ ü → ×", "?` !`", "-- ---")
    shown = (*texts[:5], "”q” <b> |", "é ñ ü → ×", "?‘ !‘", "-- ---")
    labels = tuple(Label(text, 20.0, 20.0 + 20 * row, anchor="start") for row, text in enumerate(texts))
    pdf = compiled(tex(Scene("texts", labels=labels, size=(300.0, 300.0))), tmp_path)
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, text=True).stdout
    lines = ["".join(normalize("NFC", line).split()) for line in read.splitlines() if line.strip()]
    assert lines == [text.replace(" ", "") for text in shown]


@pytest.mark.latex
def test_no_name_stops_latex_or_runs(tmp_path: Path) -> None:
    texts = (*AWKWARD_TEXTS, r"\write18{touch /tmp/x}", r"\end{tikzpicture}", "[x]", "*", "^^41", "\u0301", "\u202e", "\x7f")
    labels = tuple(Label(text[:400], 20.0, 20.0 + 14 * row, anchor="start") for row, text in enumerate(texts))
    scene = Scene("%\n\\end{document}^^M\\bad", labels=labels, size=(600.0, 400.0))
    compiled(tex(scene), tmp_path)


@pytest.mark.latex
def test_the_snippet_is_read_by_another_document(tmp_path: Path) -> None:
    (tmp_path / "part.tikz").write_text(tikz_picture(placed("layered")), encoding="utf-8")
    around = "\\documentclass{article}\\usepackage{tikz}\\begin{document}A \\input{part.tikz} b.\\end{document}"
    compiled(around, tmp_path)


def test_places_and_widths_are_the_scenes() -> None:
    scene = placed("plot-model")
    text = tikz_picture(scene)
    for line in scene.connections:
        x, y = (f"{value:.2f}".rstrip("0").rstrip(".") for value in line.points[0])
        assert f"({x},{y}) .. controls" in text
    assert text.count("line width=0.9bp") == len(scene.connections)
    assert text.startswith("\\begin{tikzpicture}")


def test_more_lines_than_tex_draws_are_refused_with_ways_out() -> None:
    count = int(MAX_LINES**0.5) + 2
    scene = place(neurons((count, count)))
    with pytest.raises(OptionError, match=r"up to 20,000 lines of weights.*max_edges=.*\.pdf"):
        tex(scene)
