from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.graphs.contents import boxes, graph_lines
from dotnet_viz.renderers.graphs.d2 import d2, d2_string
from dotnet_viz.renderers.graphs.keys import with_keys
from dotnet_viz.scene import Connection, KeyEntry, KeyLegend, Scene
from tests.renderers.every_style import placed
from tests.scene_builders import AWKWARD_TEXTS, box

MODULES = os.environ.get("DOTNET_VIZ_D2", "")
needs_d2 = pytest.mark.skipif(
    not (MODULES and shutil.which("node")), reason="DOTNET_VIZ_D2 names no folder node_modules with @terrastruct/d2"
)
PROGRAM = """
const fs = require('fs');
(async () => {
  const { D2 } = await import(process.argv[1] + '/@terrastruct/d2/dist/node-esm/index.js');
  const d2 = new D2(), found = [];
  for (const path of process.argv.slice(2)) {
    const { diagram } = await d2.compile(fs.readFileSync(path, 'utf8'));
    found.push({ labels: diagram.shapes.map(s => s.label), lines: diagram.connections.map(c => [c.src, c.dst, c.label]) });
  }
  console.log(JSON.stringify(found));
  process.exit(0);
})().catch(error => { console.error(error); process.exit(1); });
"""


def compiled(scenes: Sequence[Scene], folder: Path) -> list[dict[str, Any]]:
    """Return what D2 reads in some scenes."""
    paths = [folder / f"{number}.d2" for number in range(len(scenes))]
    for path, scene in zip(paths, scenes, strict=True):
        path.write_text(d2(scene), encoding="utf-8")
    command = ["node", "-e", PROGRAM, MODULES, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def awkward() -> tuple[Scene, list[str]]:
    """Return boxes with texts that D2 could take for more than texts, and what they should show."""
    texts = [
        text for text in (*AWKWARD_TEXTS, "${x}", "$", "a: b {c}", "# no", "|md x |", "*.style.fill: red") if len(text) < 99
    ]
    shapes = tuple(replace(box(f"n{number}", lines=[text]), tooltip=text) for number, text in enumerate(texts))
    lines = tuple(Connection("n0", shape.id, label="...@x") for shape in shapes[1:])
    expected = [one_line(text) or shape.name for text, shape in zip(texts, shapes, strict=True)]
    return Scene("# \n a: b", shapes=shapes, connections=lines, notes=("x\nb: c",)), expected


@pytest.fixture(scope="module")
def read_by_d2(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Scene, dict[str, Any]]]:
    """Return scenes with what D2 reads in each, in one process: it takes seconds to start."""
    scenes = [placed(style) for style in ("nested", "plot-model", "blocks", "layered", "weight-graph", "neurons")]
    scenes.append(awkward()[0])
    return list(zip(scenes, compiled(scenes, tmp_path_factory.mktemp("d2")), strict=True))


@needs_d2
def test_d2_reads_every_box_frame_and_line(read_by_d2: list[tuple[Scene, dict[str, Any]]]) -> None:
    for scene, found in read_by_d2[:-1]:
        explained = with_keys(scene)
        assert len(found["labels"]) == len(boxes(explained)) + len(explained.clusters)
        assert len(found["lines"]) == len(list(graph_lines(scene)))
        assert [label for *_, label in found["lines"] if label] == [line.label for line in scene.connections if line.label]


@needs_d2
def test_d2_shows_names_as_they_are(read_by_d2: list[tuple[Scene, dict[str, Any]]]) -> None:
    scene, found = read_by_d2[-1]
    assert found["labels"] == awkward()[1]
    assert len(found["lines"]) == len(scene.connections)


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_a_text_is_one_string(text: str) -> None:
    quoted = d2_string(text)
    inside = quoted[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inside
    assert "\n" not in quoted


def test_lines_of_a_bundle_keep_colours_and_dashes() -> None:
    scene = placed("weight-graph")
    text = d2(scene)
    assert text.count("stroke-dash: 3") == sum(int(bundle.dashed.sum()) for bundle in scene.bundles)
    assert all(line.color in text for line in graph_lines(scene))


@pytest.mark.parametrize(("direction", "place"), [("TB", "near: center-right"), ("LR", "near: bottom-center")])
def test_keys_stand_beside_the_flow(direction: str, place: str) -> None:
    key = KeyLegend("changes", (KeyEntry("added", "#c4ebdd", "#0a7d5c"), KeyEntry("removed", "paper", "#c2410c", dashed=True)))
    text = d2(Scene("one", shapes=(box("a"),), legends=(key,), direction=direction))
    assert text.count(place) == 1
    added, removed = (next(line for line in text.splitlines() if f'"{word}"' in line) for word in ("added", "removed"))
    assert '"#c4ebdd"' in added
    assert '"#0a7d5c"' in added
    assert "stroke-dash" in removed
    assert "stroke-dash" not in added
    assert "near" not in d2(Scene("one", shapes=(box("a"),)))
