from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader

from dotnet_viz.charts.chart import Chart, draw_chart
from dotnet_viz.charts.style import name_for
from dotnet_viz.errors import OptionError


def steps(name: str = "Steps") -> Chart:
    def paint(figure: Any) -> None:
        axes = figure.add_subplot()
        axes.plot([1, 2, 4], marker="o")
        axes.set_title(name_for(name, 250))

    return draw_chart(name, "Three points.", (300, 200), paint)


def ids(svg: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', svg))


def test_two_charts_of_one_page_share_no_id() -> None:
    one, two = steps().svg_fragment("a"), steps().svg_fragment("b")
    assert ids(one)
    assert not ids(one) & ids(two)
    assert all(name.startswith("a-") for name in ids(one))
    assert all(f"#{name}" in one for name in re.findall(r"url\(#([^)]+)\)", one))


def test_the_picture_has_its_size_and_its_text_stays_text() -> None:
    root = ET.fromstring(steps("Two words").svg)
    assert (root.get("width"), root.get("height"), root.get("role")) == ("300", "200", "img")
    texts = [item.text for item in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Two words" in texts


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "$\\frac$", "a&b", "\x1b[2J\x00\ud800", "中文 🙂", "\ue000", "]]>"]
)
def test_any_name_gives_well_formed_xml(name: str) -> None:
    root = ET.fromstring(steps(name).svg.encode())
    assert not [item for item in root.iter() if item.tag.endswith("script")]


def _run(code: str, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    root = Path(__file__).parents[2]
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment, cwd=root).stdout


def test_bytes_are_the_same_in_another_process() -> None:
    code = (
        "from dotnet_viz.charts.training.history import metric_curve\n"
        "from dotnet_viz.measures.training.sources import read_history\n"
        "history = read_history({'loss': [3.0, 2.0], 'val_loss': [3.5, 2.5]})\n"
        "print(metric_curve(history.metrics[0], history.epochs).svg)"
    )
    runs = [_run(code, seed) for seed in ("1", "2")]
    assert runs[0] == runs[1]
    assert b"<svg" in runs[0]


@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_chart_saves_itself_by_suffix(tmp_path: Path, suffix: str, start: bytes) -> None:
    path = steps().save(tmp_path / f"chart.{suffix}")
    assert path.read_bytes().startswith(start)


def test_scale_is_the_only_option_of_a_png() -> None:
    from PIL import Image

    content = steps().to_format("png", scale=3.0)
    assert isinstance(content, bytes)
    assert Image.open(io.BytesIO(content)).size == (900, 600)
    with pytest.raises(OptionError, match="scale"):
        steps().to_format("png", size=3)
    with pytest.raises(OptionError, match="svg, png, pdf"):
        steps().to_format("dot")


def test_a_notebook_shows_it() -> None:
    bundle = steps()._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["text/plain"] == "Chart: Steps"


def test_a_heading_stands_over_the_chart_in_the_ink_of_the_theme() -> None:
    plain = steps()
    headed = plain.with_title("ResNet50 <b> & others")
    assert headed.with_title(None) == headed.with_title("") == headed
    root = ET.fromstring(headed.with_theme("dark").svg)
    (text,) = (item for item in root.iter() if item.tag.endswith("text") and item.text == "ResNet50 <b> & others")
    assert "#e8eaed" in text.attrib["style"]
    assert float(root.attrib["height"]) == headed.height > plain.height
    assert float(root.attrib["viewBox"].split()[3]) == pytest.approx(headed.height * 0.75, abs=0.1)
    assert headed.title == "ResNet50 <b> & others"
    lines = plain.with_title("a long name of a model " * 4).svg.count("font-weight: bold; font-size: 11.25px")
    assert lines == 3


def test_paper_is_a_colour_or_none() -> None:
    rects = [steps().presented(theme, None, "ivory").svg.count('fill="#fffff0"') for theme in ("light", "print")]
    assert rects == [1, 1]
    clear = steps().presented("dark", None, "transparent")
    assert "#14171c" not in clear.svg
    image = Image.open(io.BytesIO(clear.to_format("png")))  # type: ignore[arg-type]
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert 'fill="#ffffff"' not in str(steps().with_background("transparent")._repr_mimebundle_())


@pytest.mark.parametrize(
    ("theme", "background", "words"),
    [
        ("light", "#777777", "too close to the text"),
        ("auto", "ivory", "theme='auto' is light or dark"),
        ("light", "blu", "blu"),
        ("light", 3, "background must be a colour"),
    ],
)
def test_paper_on_which_nothing_is_read(theme: str, background: Any, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        steps().presented(theme, None, background)


def test_a_title_is_a_text() -> None:
    with pytest.raises(OptionError, match="title must be a text"):
        steps().with_title(3)  # type: ignore[arg-type]


def test_a_size_is_that_of_the_files() -> None:
    chart = steps().with_size(width="15cm", dpi=300)
    assert (chart.width, chart.height) == (566.93, 377.95)
    root = ET.fromstring(chart.svg)
    assert (root.get("width"), root.get("height")) == ("566.93", "377.95")
    assert root.get("viewBox") == ET.fromstring(steps().svg).get("viewBox")
    picture = Image.open(io.BytesIO(chart.png()))
    assert picture.size == (1772, 1181)
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    page = PdfReader(io.BytesIO(chart.pdf())).pages[0].mediabox
    assert float(page.width) == pytest.approx(15 / 2.54 * 72, abs=0.5)
    assert Image.open(io.BytesIO(steps().with_size(width=800).png())).width == 800
    assert chart.to_format("html") == steps().to_format("html")
    assert chart.page_fragment("a") == steps().page_fragment("a")


def test_a_size_holds_with_a_heading_before_or_after_it() -> None:
    before, after = (
        steps().with_title("Three steps").with_size(height=100),
        steps().with_size(height=100).with_title("Three steps"),
    )
    assert before.height == 100
    assert (before.svg, before.png()) == (after.svg, after.png())
    assert steps().with_size(width=300).svg == steps().svg
    with pytest.raises(OptionError, match="width"):
        steps().with_size(width="wide")
