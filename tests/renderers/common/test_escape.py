from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pydot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.renderers.common.escape import dot_string, xml_attribute, xml_text
from tests.renderers.graphviz_tools import render
from tests.scene_builders import AWKWARD_TEXTS

BROKEN_TEXTS = ("\x00", "a\x01b", "\x7f\x85", "\ud800 lone", "\ufffe", "a\rb", "a\r\nb", "\x1b[31m", "\u2028", "a\n\rb")


def by_wasm(source: str) -> bytes:
    return render(source, "svg")


def by_dot(source: str) -> bytes:
    return subprocess.run(["dot", "-Tsvg"], input=source.encode(), capture_output=True, check=True, timeout=60).stdout


GRAPHVIZ = [by_wasm, pytest.param(by_dot, marks=pytest.mark.dot)]


def replaced(text: str) -> str:
    """Return the text with what XML cannot carry replaced."""
    return "".join(character if is_xml(ord(character)) else "\ufffd" for character in text)


def expected(text: str) -> str:
    """Return what can be seen of a label: Graphviz writes nothing for an empty line, and no-break spaces as spaces."""
    lines = re.sub("\r\n?", "\n", replaced(text)).replace("\u00a0", " ")
    return re.sub("\n+", "\n", lines)


def is_xml(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def shown_by(graphviz: Callable[[str], bytes], text: str) -> tuple[str, int]:
    """Return the label of a node as Graphviz draws it, and how many nodes it saw."""
    root = ET.fromstring(graphviz(f"digraph {{ node [shape=box]; n [label={dot_string(text)}] }}"))
    lines = [item.text or "" for item in root.iter("{http://www.w3.org/2000/svg}text")]
    return "\n".join(lines).replace("\u00a0", " "), len(root.findall(".//*[@class='node']"))


@pytest.mark.parametrize("graphviz", GRAPHVIZ)
@pytest.mark.parametrize("text", [*AWKWARD_TEXTS, *BROKEN_TEXTS])
def test_graphviz_shows_exactly_the_text(graphviz: Callable[[str], bytes], text: str) -> None:
    shown, count = shown_by(graphviz, text)
    assert count == 1
    assert shown == expected(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('\\"NGlr&;<>{}|\n#x0')), max_size=40))
def test_graphviz_shows_any_text(text: str) -> None:
    assert shown_by(by_wasm, "x" + text + "x")[0] == expected("x" + text + "x")


@pytest.mark.parametrize("text", [*AWKWARD_TEXTS, *BROKEN_TEXTS])
def test_pydot_reads_it_as_one_label(text: str) -> None:
    graphs = pydot.graph_from_dot_data(f"digraph {{ n [label={dot_string(text)}, color=red] }}")
    assert graphs is not None
    (node,) = graphs[0].get_nodes()
    assert node.get("label") == dot_string(text)
    assert node.get("color") == "red"


@given(st.text())
def test_a_dot_string_never_ends_early(text: str) -> None:
    assert re.fullmatch(r'"(?:[^"\\\n]|\\[^\n])*"', dot_string(text))


@given(st.text())
@pytest.mark.parametrize("seed", [*AWKWARD_TEXTS, *BROKEN_TEXTS])
def test_xml_gives_the_text_back(seed: str, text: str) -> None:
    for one in (seed, text):
        root = ET.fromstring(f"<a b={xml_attribute(one)}>{xml_text(one)}</a>")
        assert (root.text or "") == replaced(one)
        assert root.get("b") == replaced(one)


class Collector(HTMLParser):
    """Notes the tags, attributes and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_html_gives_the_text_back(text: str) -> None:
    page = Collector()
    page.feed(f"<p title={xml_attribute(text)}>{xml_text(text)}</p>")
    page.close()
    assert page.tags == [("p", [("title", text)])]
    assert "".join(page.texts) == text
