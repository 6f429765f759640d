"""Texts that users bring to pictures and reports, damaged or with hostile names: read or refused, and nothing breaks out."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import dotnet_viz as dv
from dotnet_viz import cli
from dotnet_viz.diagrams.annotations.colors.overlays import read_overlays
from dotnet_viz.files.formats.yaml_text import yaml_text
from dotnet_viz.graph import Graph
from dotnet_viz.reporting.baseline.from_report import read_report_baseline
from tests.builders import dense_chain
from tests.hostile.mutations import mutated
from tests.hostile.tasks.names import check_page, check_svg, check_terminal, hostile_name, named
from tests.hostile.trial import Steps, Trial, try_steps

HAS_LIMITED_ADDRESSES = True
KINDS = ("card", "overlay", "captions", "baseline", "weights", "notebook", "terminal")


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Return what brings the text of a number.

    Args:
        folder: for files.
    """
    graph = dense_chain(3, 4, 2)
    sound = json.dumps(dv.report(graph).to_dict()).encode()

    def attempt(number: int) -> tuple[str, Trial]:
        rng, kind = random.Random(number), KINDS[number % len(KINDS)]
        steps = {
            "card": lambda: _card(graph, folder, rng),
            "overlay": lambda: _overlay(graph, folder, rng),
            "captions": lambda: _captions(graph, folder, rng),
            "baseline": lambda: _baseline(graph, sound, folder, rng),
            "weights": lambda: _weights(folder, rng),
            "notebook": lambda: _notebook(named(rng)),
            "terminal": lambda: _terminal(named(rng), folder),
        }[kind]
        return kind, try_steps(steps(), may_refuse=kind not in ("notebook", "terminal"))

    return attempt


def _changed(data: bytes, rng: random.Random) -> bytes:
    return mutated(data, rng) if rng.random() < 0.7 else data


def _card(graph: Graph, folder: Path, rng: random.Random) -> Steps:
    stated: dict[str, Any] = {
        "license": hostile_name(rng),
        "description": hostile_name(rng),
        "tags": [hostile_name(rng), hostile_name(rng)],
        "caveats_and_recommendations": hostile_name(rng),
        "model_details": {"developers": hostile_name(rng), "version": hostile_name(rng)},
    }
    path = folder / "card.yaml"
    path.write_bytes(_changed(yaml_text(stated).encode("utf-8", "replace"), rng))
    cards: list[Any] = []
    yield "read", lambda: cards.append(dv.model_card(graph, str(path)))
    yield "markdown", lambda: check_terminal(cards[0].markdown.replace("\t", ""))
    yield "mime", lambda: _check_bundle(cards[0])
    if rng.random() < 0.1:
        yield "report", lambda: check_page(dv.report(graph, card=str(path)).html)


def _overlay(graph: Graph, folder: Path, rng: random.Random) -> Steps:
    names = [node.layer.name for node in graph.nodes]
    if rng.random() < 0.5:
        path = folder / "overlay.json"
        text = json.dumps({hostile_name(rng): {name: rng.random() for name in names}})
    else:
        path = folder / "overlay.csv"
        text = "\n".join(["layer,ms,b", *(f'"{name}",{rng.random()},2' for name in names)])
    path.write_bytes(_changed(text.encode("utf-8", "replace"), rng))
    yield "read", lambda: read_overlays(str(path))
    yield "read", lambda: check_svg(dv.draw(graph, overlay=str(path)).svg)
    yield "html", lambda: check_page(dv.draw(graph, overlay=str(path)).html)


def _captions(graph: Graph, folder: Path, rng: random.Random) -> Steps:
    path = folder / "captions.json"
    names = [node.layer.name for node in graph.nodes]
    text = json.dumps({rng.choice((*names, ".*", "d.+")): hostile_name(rng) for _ in range(2)})
    path.write_bytes(_changed(text.encode("utf-8", "replace"), rng))
    yield "read", lambda: check_svg(dv.draw(graph, captions=str(path)).svg)


def _baseline(graph: Graph, sound: bytes, folder: Path, rng: random.Random) -> Steps:
    path = folder / "report.json"
    path.write_bytes(mutated(mutated(sound, rng), rng))
    yield "read", lambda: read_report_baseline(path)
    if rng.random() < 0.3:
        yield "read", lambda: check_page(dv.report(graph, baseline=str(path)).html)


def _weights(folder: Path, rng: random.Random) -> Steps:
    from tests.architecture_files import TWO_LAYERS, two_layers_values, write_json, write_weights

    architecture = write_json(folder / "a.json", TWO_LAYERS)
    weights = write_weights(folder / "w.h5", two_layers_values())
    weights.write_bytes(mutated(weights.read_bytes(), rng))
    graphs: list[Graph] = []
    yield "read", lambda: graphs.append(dv.read(str(architecture), weights=str(weights)))
    yield "compare", lambda: check_terminal(str(dv.compare(graphs[0], dense_chain(3, 4, 2))))
    words = ["diff", str(architecture), str(architecture), "--weights", str(weights), "--weights", str(weights)]
    yield "diff", lambda: cli.main(words)


def _notebook(graph: Graph) -> Steps:
    other = dense_chain(3, 4, 2)
    made: dict[str, Callable[[], Any]] = {
        "graph": lambda: graph,
        "summary": lambda: dv.summary(graph),
        "check": lambda: dv.check(graph),
        "compare": lambda: dv.compare(other, graph),
        "drawing": lambda: dv.draw(graph),
        "difference": lambda: dv.diff(other, graph),
        "card": lambda: dv.model_card(graph),
    }
    for name, make in made.items():
        yield name, partial(_check_made, make)


def _check_made(make: Callable[[], Any]) -> None:
    _check_bundle(make())


def _check_bundle(shown: Any) -> None:
    bundle = shown._repr_mimebundle_()
    found = bundle[0] if isinstance(bundle, tuple) else bundle
    for kind, content in found.items():
        if kind == "text/html":
            check_page(content)
        elif kind == "image/svg+xml":
            check_svg(content)
        elif kind == "text/plain":
            check_terminal(content)
    check_terminal(repr(shown))


def _check_printed(words: list[str]) -> None:
    stream = io.StringIO()
    with redirect_stdout(stream):
        assert cli.main(words) in (0, 1), words
    check_terminal(stream.getvalue())


def _terminal(graph: Graph, folder: Path) -> Steps:
    path = folder / "named.json"
    path.write_bytes(graph.to_json().encode("utf-8", "replace"))
    for words in (["show", str(path)], ["summary", str(path)], ["check", str(path)], ["text", str(path)]):
        yield words[0], partial(_check_printed, words)
    yield "txt", lambda: check_terminal(str(dv.draw(graph).to_format("txt")))
    yield "weights", lambda: check_terminal(str(dv.summary({"\x1b[31m/kernel": np.ones((2, 2))})))
