from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress

import pytest

import dotnet_viz as dv
from dotnet_viz.reporting.documents import html
from dotnet_viz.runtime.collector import OBJECTS_BETWEEN_COLLECTIONS, fewer_collections
from tests.builders import dense_chain


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize(("own", "meanwhile"), [(700, OBJECTS_BETWEEN_COLLECTIONS), (500_000, 500_000), (0, 0)])
def test_what_is_set_is_put_back_after_an_error_too(own: int, meanwhile: int) -> None:
    gc.set_threshold(own, 7, 3)
    with suppress(KeyError), fewer_collections():
        assert gc.get_threshold() == (meanwhile, 7, 3)
        raise KeyError
    assert gc.get_threshold() == (own, 7, 3)


def test_reports_are_made_with_fewer_collections(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []

    def noted(*_: object) -> str:
        found.append(gc.get_threshold()[0])
        return "<p>page</p>"

    monkeypatch.setattr(html, "render_html", noted)
    gc.set_threshold(700, 10, 10)
    assert dv.report(dense_chain(3, 2), sections=["overview"]).html == "<p>page</p>"
    assert found == [OBJECTS_BETWEEN_COLLECTIONS]
    assert gc.get_threshold() == (700, 10, 10)
