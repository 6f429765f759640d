"""Names that break out of a format, in every place of a model and every output: each output still reads, and runs nothing."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np

import dotnet_viz as dv
from dotnet_viz.graph import Graph
from dotnet_viz.layouts.graphviz.engines import run_engine
from tests.builders import dense_chain
from tests.hostile.tasks.name_formats import check_formats
from tests.hostile.trial import STYLES, Steps, Trial, try_steps

HAS_LIMITED_ADDRESSES = False

PARTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</svg>", "</style>", "</title>", "]]>", "<![CDATA[",
    "-->", "<!--", '"', "'", "`", "\\", "\\\\", "\\N", "\\l", "{", "}", "{{7*7}}", "{% raw %}", "${x}", "|", "||",
    "\n", "\r", "\t", "\0", "\x07", "\x1b[31m", "\x1b]0;title\x07", "\u202e", "\u2066", "\u200b", "\ufeff", "\u0085",
    "\u2028", "\ud800", "\U0001f600", "\u0301" * 30, "&amp;", "&#x3c;", "&lt;", "&", "<", ">", "javascript:alert(1)",
    "](javascript:alert(1))", "![x](http://x)", "# ", "---", "%%{init: {}}%%", "end", "subgraph", "click a callback",
    "-->|x|", "#quot;", ";", ",", "=1+1", "+1", "@SUM(A1)", "%s", "%n", "../../x", "/etc/passwd", "CON",
    "\\input{/etc/passwd}", "\\write18{x}", "$x$", "^", "_", "~", "[", "]", "(", ")", "label=<b>",
    '" onload="alert(1)', "a" * 3000,
)  # fmt: skip
_EVENTS = re.compile(r"^on\w+$", re.IGNORECASE)
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def hostile_name(rng: random.Random) -> str:
    """Return a name made of parts that mean something to some format.

    Args:
        rng: chooses them.
    """
    return "".join(rng.choice((rng.choice(PARTS), rng.choice("abc "))) for _ in range(rng.randint(1, 6)))


def named(rng: random.Random) -> Graph:
    """Return a small model with such names in every place.

    Args:
        rng: chooses them.
    """
    graph = dense_chain(3, 4, 2)
    nodes = []
    for node in graph.nodes:
        weights = tuple(replace(weight, name=hostile_name(rng) or "w") for weight in node.layer.weights)
        config = {**(node.layer.config or {}), hostile_name(rng): hostile_name(rng)}
        layer = replace(
            node.layer, name=hostile_name(rng), kind=rng.choice((node.layer.kind, hostile_name(rng))), config=config
        )
        nodes.append(replace(node, layer=replace(layer, weights=weights)))
    return replace(graph, name=hostile_name(rng), nodes=tuple(nodes), notes=(hostile_name(rng),))


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what draws, prints and reports on the names of a number.

    Args:
        folder: for what is written.
    """

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        style = STYLES[number % len(STYLES)]
        return style, try_steps(_steps(named(rng), hostile_name(rng), style, folder, rng), may_refuse=False)

    return attempt


def _steps(graph: Graph, title: str, style: str, folder: Path, rng: random.Random) -> Steps:
    drawing: list[Any] = []
    yield "draw", lambda: drawing.append(dv.draw(graph, style=style))
    if not drawing:
        return
    yield "svg", lambda: check_svg(drawing[0].svg)
    yield "html", lambda: check_page(drawing[0].html)
    yield "dot", lambda: run_engine("wasm", drawing[0].dot, 30.0)
    if style in ("plot-model", "blocks"):
        yield "mermaid", lambda: check_mermaid(str(drawing[0].to_format("mmd")), graph, style)
    yield "formats", lambda: check_formats(drawing[0])
    yield "summary", lambda: check_terminal(str(dv.summary(graph)))
    yield "check", lambda: check_terminal(str(dv.check(graph)))
    other = replace(graph, nodes=graph.nodes[:-1], edges=graph.edges[:-1], outputs=())
    yield "compare", lambda: check_terminal(str(dv.compare(other, graph)))
    yield "json", lambda: check_json(graph)
    yield "csv", lambda: check_csv(graph, folder)
    if rng.random() < 0.2:
        yield "report", lambda: check_page(dv.report(graph, title=title).html)


def check_svg(text: str) -> None:
    """Raise where a picture is no XML, or has what runs or loads something.

    Args:
        text: of the picture.
    """
    for element in ET.fromstring(text).iter():
        tag = element.tag.rpartition("}")[2]
        assert tag not in ("script", "foreignObject", "iframe", "image"), tag
        for name, value in element.attrib.items():
            check_attribute(name.rpartition("}")[2], value)


def check_attribute(name: str, value: str) -> None:
    """Raise where an attribute runs or loads something.

    Args:
        name: of it.
        value: of it.
    """
    assert not _EVENTS.match(name), name
    if name in ("href", "src", "action"):
        assert value.startswith(("#", "data:", "https://", "report:")), value
        assert not value.startswith("data:text/html"), value


class _Page(HTMLParser):
    """Collects what would run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        assert tag not in ("iframe", "object", "embed", "base", "form", "foreignobject"), tag
        assert tag != "img" or dict(attrs).get("src", "").startswith("data:image/"), attrs  # type: ignore[union-attr]
        for name, value in attrs:
            check_attribute(name, value or "")


def check_page(text: str) -> None:
    """Raise where a page has more than its own script, or what runs or loads something.

    Args:
        text: of the page.
    """
    page = _Page()
    page.feed(text)
    own = len(re.findall(r"'sha256-", text.partition("</head>")[0]))
    assert page.scripts <= max(1, own), page.scripts
    assert "\0" not in text


def check_mermaid(text: str, graph: Graph, style: str) -> None:
    """Raise where a name adds a line or a directive to a diagram.

    Args:
        text: of the diagram.
        graph: which it shows.
        style: in which.
    """
    harmless = replace(
        graph,
        name="m",
        nodes=tuple(replace(node, layer=replace(node.layer, name=f"l{index}")) for index, node in enumerate(graph.nodes)),
    )
    plain = str(dv.draw(harmless, style=style).to_format("mmd"))
    assert len(text.splitlines()) == len(plain.splitlines()), "another number of lines"
    assert text.count("%%{") == plain.count("%%{"), "a directive"


def check_terminal(text: str) -> None:
    """Raise where a text has characters that act on a terminal.

    Args:
        text: as it is printed.
    """
    bad = {
        character for character in text if character != "\n" and (unicodedata.category(character) == "Cc" or character in _BIDI)
    }
    assert not bad, bad


def check_json(graph: Graph) -> None:
    """Raise where a graph has other names after it was JSON.

    Args:
        graph: to be written and read.
    """
    text = graph.to_json()
    again = Graph.from_json(text)
    assert [node.layer.name for node in again.nodes] == [node.layer.name for node in graph.nodes]
    json.loads(text)


def check_csv(graph: Graph, folder: Path) -> None:
    """Raise where a table of weights does not read, or has a cell that a spreadsheet would compute.

    Args:
        graph: whose weights are written.
        folder: for the table.
    """
    path = folder / "w.csv"
    dv.export_weights(graph, path)
    # The reader of Python 3.10 takes no null characters.
    text = path.read_text(encoding="utf-8").replace("\0", "\ufffd")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    count = sum(int(np.prod(weight.shape)) for layer in graph.layers for weight in layer.weights)
    assert len(rows) == count + 1, len(rows)
    assert len({len(row) for row in rows}) == 1
    assert not any(cell.startswith(("=", "@", "\t", "\r")) for row in rows for cell in row), "a formula"
