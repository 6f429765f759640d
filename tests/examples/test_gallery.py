from __future__ import annotations

from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES
from examples import gallery, gallery_models

FOLDER = Path(__file__).parents[2] / gallery.TARGET
MAX_BYTES = 4_000_000


def test_the_gallery_shows_every_style() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for heading in (*STYLES, *(f"diff {style}" for style in DIFFERENCE_STYLES)):
        assert f"\n## {heading}\n" in page, f"no picture of {heading!r}; add one to examples/gallery.py"


def test_the_pages_are_those_that_the_command_writes() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == gallery.page()
    assert (FOLDER / "index.html").read_text(encoding="utf-8") == gallery.html_page()


@pytest.mark.parametrize("picture", gallery.PICTURES, ids=lambda picture: picture.name)
def test_each_picture_is_there_and_tells_what_it_is(picture: gallery.Picture) -> None:
    root = ET.parse(FOLDER / picture.name).getroot()
    names = {element.tag.rpartition("}")[2] for element in root}
    assert {"title", "desc"} <= names
    assert root.get("role") == "img"


def test_the_gallery_is_small_and_has_nothing_else() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MAX_BYTES
    names = {picture.name for picture in gallery.PICTURES} | {"README.md", "index.html"}
    assert {path.name for path in FOLDER.iterdir()} == names
    assert len({picture.name for picture in gallery.PICTURES}) == len(gallery.PICTURES)


@pytest.mark.keras
@pytest.mark.slow
def test_a_picture_drawn_again_is_the_one_that_is_kept() -> None:
    import dotnet_viz as dv

    keras = import_module("keras")
    picture = next(picture for picture in gallery.PICTURES if picture.make is gallery_models.two_texts)
    keras.utils.clear_session(free_memory=False)
    drawn = dv.architecture(picture.make(keras), style=picture.style, theme="auto", **picture.options).svg
    assert drawn == (FOLDER / picture.name).read_text(encoding="utf-8")
