from __future__ import annotations

import io
import threading
from typing import Any

import pypdf
import pytest

from dotnet_viz.errors import EngineError
from dotnet_viz.renderers.pdf import printing as module
from dotnet_viz.renderers.pdf.printing import Printing
from dotnet_viz.renderers.pdf.sheets import LANDSCAPE, LANDSCAPE_END

TALL = "<!DOCTYPE html><html><head></head><body><p>tall</p></body></html>"
BOTH = (
    '<!DOCTYPE html><html><head></head><body><a href="#wide">wide</a>'
    f'{LANDSCAPE}<p id="wide">wide</p>{LANDSCAPE_END}</body></html>'
)


class Slow:
    """An engine that prints when it is let."""

    keeps_headings = True

    def __init__(self) -> None:
        self.may_print = threading.Event()
        self.at_once = 0
        self.most_at_once = 0

    def is_available(self) -> bool:
        return True

    def print(self, html: str, base_url: str | None) -> bytes:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.may_print.wait(60)
        self.at_once -= 1
        if "broken" in html:
            raise EngineError("it is broken")
        return html.encode()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    engine = Slow()
    monkeypatch.setattr(module, "engine_named", lambda _name: engine)
    return engine


def test_it_returns_before_the_engine_has_printed(slow: Slow) -> None:
    printing = Printing(TALL)
    slow.may_print.set()
    assert printing.portrait() == TALL.encode()
    assert printing.landscape() == b""


def test_one_document_is_printed_after_the_other(slow: Slow) -> None:
    printing = Printing(BOTH)
    slow.may_print.set()
    assert b"landscape" not in printing.portrait()
    assert b'id="wide"' in printing.landscape()
    assert slow.most_at_once == 1


def test_what_the_engine_raises_is_raised_to_who_waits(slow: Slow) -> None:
    printing = Printing(TALL.replace("tall", "broken"))
    slow.may_print.set()
    with pytest.raises(EngineError, match="it is broken"):
        printing.portrait()


def test_many_threads_can_print_at_once() -> None:
    def texts(number: int) -> Any:
        return (
            pypdf.PdfReader(io.BytesIO(Printing(TALL.replace("tall", f"number {number}")).portrait())).pages[0].extract_text()
        )

    found: dict[int, str] = {}
    threads = [threading.Thread(target=lambda n=number: found.update({n: texts(n)})) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: text.strip() for number, text in found.items()} == {number: f"number {number}" for number in range(4)}
