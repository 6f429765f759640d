from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pypdf
import pytest

from dotnet_viz.errors import EngineError, MissingDependencyError, OptionError
from dotnet_viz.layouts import place
from dotnet_viz.renderers import render
from dotnet_viz.renderers.pdf import document, engines
from dotnet_viz.scene import Scene
from tests.scene_builders import AWKWARD_TEXTS, box, chain, nested, neurons

ENGINES = [
    pytest.param("plutoprint", marks=pytest.mark.skipif(not engines.PlutoPrint().is_available(), reason="no plutoprint")),
    pytest.param("chromium", marks=pytest.mark.browser),
]


def opened(data: bytes | str) -> pypdf.PdfReader:
    assert isinstance(data, bytes)
    return pypdf.PdfReader(io.BytesIO(data))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("scene", [nested(), neurons()])
def test_one_page_of_the_pictures_size_with_its_text(engine: str, scene: Scene) -> None:
    placed = place(scene)
    assert placed.size is not None
    (page,) = opened(render(placed, "pdf", engine=engine)).pages
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        [side * 0.75 for side in placed.size], abs=1
    )
    text = page.extract_text()
    for label in placed.labels:
        assert label.text in text
    assert not page.images


@pytest.mark.parametrize("engine", ENGINES)
def test_a_page_is_no_longer_than_pdf_allows_and_holds_the_whole_picture(engine: str) -> None:
    placed = place(chain(400))
    assert placed.size is not None
    assert placed.size[1] > document.MAX_SIDE
    (page,) = opened(render(placed, "pdf", engine=engine)).pages
    assert float(page.mediabox.height) == pytest.approx(14_400, abs=1)
    assert "n0\n" in page.extract_text()
    assert "n399" in page.extract_text()


@pytest.mark.parametrize("engine", ENGINES)
def test_text_is_set_in_the_font_that_travels_with_it(engine: str) -> None:
    (page,) = opened(render(place(nested()), "pdf", engine=engine)).pages
    resources: Any = page["/Resources"]
    fonts = [font.get_object()["/BaseFont"] for font in resources["/Font"].values()]
    assert fonts
    assert all("DejaVu" in name for name in fonts)


@pytest.mark.skipif(not engines.PlutoPrint().is_available(), reason="no plutoprint")
def test_the_same_picture_gives_the_same_bytes_at_any_time() -> None:
    first = render(place(nested()), "pdf", engine="plutoprint")
    time.sleep(1.1)
    assert render(place(nested()), "pdf", engine="plutoprint") == first


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_fetched(engine: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("SECRET")
    page = (
        f"<!DOCTYPE html><html><head><link rel=stylesheet href='{secret.as_uri()}'>"
        f"<style>{document.font_faces()} body {{ font-family: 'DejaVu Sans' }}</style></head><body>shown"
        f"<iframe src='{secret.as_uri()}'></iframe><img src='{secret.as_uri()}'><object data='{secret.as_uri()}'></object>"
        "<script>document.body.append('SCRIPT')</script></body></html>"
    )
    text = "".join(
        sheet.extract_text() for sheet in opened(document.html_to_pdf(page, engine=engine, base_url=tmp_path.as_uri())).pages
    )
    assert "shown" in text
    assert "SECRET" not in text
    assert "SCRIPT" not in text


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_any_text_makes_a_page(text: str) -> None:
    (page,) = opened(render(place(Scene(text, shapes=(box("a", lines=[text[:40]]),))), "pdf")).pages
    assert page.mediabox.width > 0


def test_unknown_engine_names_the_choices() -> None:
    with pytest.raises(
        OptionError, match=r"unknown PDF engine 'prince'; choose one of: auto, plutoprint, weasyprint, chromium"
    ):
        document.html_to_pdf("<p>a</p>", engine="prince")


class Absent:
    """An engine that is not here."""

    keeps_headings = False

    def is_available(self) -> bool:
        return False

    def print(self, html: str, base_url: str | None) -> bytes:
        raise MissingDependencyError(f"absent: {html} {base_url}")


class Fixed(Absent):
    """An engine that always prints the same."""

    def is_available(self) -> bool:
        return True

    def print(self, html: str, base_url: str | None) -> bytes:
        return f"{html} {base_url}".encode()


def test_auto_takes_the_first_that_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: dict[str, engines.PdfEngine] = {"first": Absent(), "second": Fixed(), "third": Absent()}
    monkeypatch.setattr(document, "PDF_ENGINES", chosen)
    assert document.html_to_pdf("page", base_url="file:///") == b"page file:///"


def test_without_any_engine_all_three_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "PDF_ENGINES", {"first": Absent()})
    with pytest.raises(MissingDependencyError, match=r"plutoprint.*weasyprint.*Chromium"):
        document.html_to_pdf("page")


def test_an_engine_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(Fixed):
        def print(self, html: str, base_url: str | None) -> bytes:
            raise EngineError(f"no PDF of {html} {base_url}")

    monkeypatch.setattr(document, "PDF_ENGINES", {"only": Failing()})
    with pytest.raises(EngineError, match="no PDF of page"):
        document.html_to_pdf("page")
