"""A page that nothing goes wrong in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dotnet_viz.layouts import place
from dotnet_viz.renderers.pages.html import html
from dotnet_viz.scene import Scene


@pytest.fixture
def opened(page: Any) -> Iterator[Any]:
    """Return a function that opens a scene; afterwards nothing may have gone wrong in the page."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(dialog.message))
    page.on("request", lambda request: None if request.url.startswith(("about:", "data:")) else problems.append(request.url))

    def open_(scene: Scene, **options: Any) -> Any:
        page.set_viewport_size({"width": 700, "height": 500})
        page.set_content(html(place(scene), **options))
        return page

    yield open_
    assert problems == []
