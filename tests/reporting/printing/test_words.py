from __future__ import annotations

import pytest

from dotnet_viz.reporting.printing.words import LONGEST, with_breaks_in_long_words

LONG = "x" * 300


@pytest.mark.parametrize(
    "page",
    [
        "<p>Words of a common length, and a_name_of_a_layer/with_parts</p>",
        f"<p>{'x' * LONGEST}</p>",
        f'<p title="{LONG}">a</p>',
        f"<svg><text>{LONG}</text></svg>",
        f"<head><style>{LONG}</style></head>",
        f"<p>{'word ' * 50}</p>",
    ],
)
def test_pictures_tags_and_words_that_fit_are_left_as_they_are(page: str) -> None:
    assert with_breaks_in_long_words(page) == page


def test_a_long_word_can_break_and_reads_the_same() -> None:
    page = with_breaks_in_long_words(f"<td>{LONG}</td>")
    assert max(len(part) for part in page.removeprefix("<td>").removesuffix("</td>").split("\u200b")) <= LONGEST
    assert page.replace("\u200b", "") == f"<td>{LONG}</td>"


def test_no_entity_is_taken_apart() -> None:
    page = with_breaks_in_long_words(f"<td>{'&lt;&#39;' * 50}</td>")
    assert "\u200b" in page
    assert all(part.count("&") == part.count(";") for part in page.split("\u200b"))
