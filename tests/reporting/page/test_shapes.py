"""Shapes of tensors stay in one line, on every screen and on paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.graph import TensorSpec
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import Report, build_report
from tests.reporting.page.builders import chain, opened, saved

SHAPE = (None, 224, 224, 3)
BROKEN = r"""() => {
  const broken = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("script, style, svg")) continue;
    for (const shape of node.data.matchAll(/\((?:None|\d+)(?:,\s\d+)+\)/g)) {
      const range = document.createRange();
      range.setStart(node, shape.index);
      range.setEnd(node, shape.index + shape[0].length);
      if (new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top))).size > 1) broken.push(node.data);
    }
  }
  return broken;
}"""


@pytest.fixture(scope="module")
def report() -> Report:
    graph = chain(4)
    nodes = tuple(replace(node, outputs=(TensorSpec(SHAPE, "float32"),)) for node in graph.nodes)
    return build_report(ReportContext(replace(graph, nodes=nodes)))


def test_no_line_ends_inside_a_shape(browser: Any, report: Report, tmp_path: Path) -> None:
    address = saved(tmp_path, report)
    for width in (320, 360, 400, 700, 1280):
        with opened(browser, address, viewport={"width": width, "height": 800}) as page:
            assert page.evaluate(BROKEN) == [], width
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            card = page.locator(".key-numbers div:has-text('224')").first
            assert card.evaluate("item => item.scrollWidth <= item.clientWidth"), width


def test_no_line_of_paper_ends_inside_a_shape(report: Report) -> None:
    pypdf = pytest.importorskip("pypdf")
    lines = [line for page in pypdf.PdfReader(BytesIO(report.pdf)).pages for line in page.extract_text().splitlines()]
    shapes = [line.replace("\u00a0", " ") for line in lines if "(None" in line]
    assert shapes
    assert all("(None, 224, 224, 3)" in line for line in shapes)
