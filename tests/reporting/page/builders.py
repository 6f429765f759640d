"""A report in the browser: its file, and a page that must stay quiet and ask for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import Report, build_report

PATIENCE = 180_000
"""Milliseconds until a condition that does not come is a failure: a busy machine is none."""


def chain(layers: int, prefix: str = "block/dense") -> Graph:
    """Return a chain of dense layers of two units, each with a kernel."""
    random = np.random.default_rng(0)
    nodes = tuple(
        Node(
            f"n{number}",
            Layer(
                f"{prefix}_{number}",
                f"{prefix}_{number}",
                "Dense",
                weights=(Weight.from_array("kernel", random.normal(size=(2, 2)).astype("float32")),),
            ),
            outputs=(TensorSpec((None, 2), "float32"),),
        )
        for number in range(layers)
    )
    edges = tuple(Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(layers - 1))
    return Graph("chain", "Functional", nodes, edges, (Port("n0"),), (Port(f"n{layers - 1}"),))


def saved(folder: Path, report: Report | ReportContext) -> str:
    """Write a report, built already or not, and return its address."""
    target = folder / "report.html"
    (report if isinstance(report, Report) else build_report(report)).save(target)
    return target.as_uri()


def settled(page: Any) -> None:
    """Wait until a page has been drawn as it stays: a click on what still moves would hit its neighbour."""
    page.evaluate(
        "document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))"
    )


@contextmanager
def opened(browser: Any, address: str, **options: Any) -> Iterator[Any]:
    """Open a page in a context of its own; at the end nothing was written to the console and nothing asked for but the page."""
    context = browser.new_context(**{"reduced_motion": "reduce", **options})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    events: list[str] = []
    page.on("console", lambda message: events.append(message.text))
    page.on("pageerror", lambda error: events.append(str(error)))
    page.on("request", lambda request: events.append(request.url) if not request.url.startswith(("data:", "blob:")) else None)
    page.goto(address)
    if options.get("java_script_enabled", True):  # without scripts no frame is told of, and nothing moves
        settled(page)
    yield page
    assert set(events) == {address}
    context.close()
