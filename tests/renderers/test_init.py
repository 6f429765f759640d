from __future__ import annotations

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.layouts import place
from dotnet_viz.renderers import RENDERERS, render
from tests.scene_builders import nested, neurons

STARTS: dict[str, str | bytes] = {
    "dot": "digraph",
    "gv": "digraph",
    "svg": "<svg",
    "png": b"\x89PNG",
    "pdf": b"%PDF",
    "pptx": b"PK",
    "drawio": "<mxfile",
    "excalidraw": "{",
    "d2": "# ",
    "puml": "@startuml",
    "txt": "",
    "graphml": "<?xml",
    "gexf": "<?xml",
    "svgz": b"\x1f\x8b",
    "eps": "%!PS-Adobe-3.0 EPSF-3.0",
    "tex": "% ",
    "tikz": r"\begin{tikzpicture}",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "webp": b"RIFF",
    "gif": b"GIF8",
}


@pytest.mark.parametrize("format_name", STARTS)
@pytest.mark.parametrize("scene", [nested(), neurons()])
def test_every_format_is_what_it_says(format_name: str, scene: object) -> None:
    content = render(place(scene), format_name)  # type: ignore[arg-type]
    start = STARTS[format_name]
    assert isinstance(content, type(start))
    assert content[: len(start)] == start


def test_the_formats_are_these() -> None:
    assert set(RENDERERS) == {*STARTS, "html", "mmd", "md"}


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(OptionError, match=r"picture format 'bmp'; choose one of: dot, gv, svg, png, pdf, html, mmd, md, pptx"):
        render(place(nested()), "bmp")


@pytest.mark.parametrize(("format_name", "known"), [("dot", "theme"), ("svg", "theme, id_prefix"), ("png", "theme, scale")])
def test_unknown_option_names_the_known_ones(format_name: str, known: str) -> None:
    with pytest.raises(OptionError, match=f"the format '{format_name}' has no option 'colour'; .*{known}"):
        render(place(nested()), format_name, colour=1)
