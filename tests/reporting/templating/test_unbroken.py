from __future__ import annotations

import pytest
from markupsafe import Markup

from dotnet_viz.reporting.section import Fact
from dotnet_viz.reporting.templating.environment import make_environment
from dotnet_viz.reporting.templating.unbroken import is_wider_than_a_card, unbroken


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("(None, 8, 8, 1)", ["(None,_8,_8,_1)"]),
        ("(None, 4), (?, 2)", ["(None,_4),", "(?,_2)"]),
        ("(…, 8) float32", ["(…,_8)", "float32"]),
        ("9.4 KiB → 13.5 KiB", ["9.4_KiB", "→", "13.5_KiB"]),
        ("31.4 % of it", ["31.4_%", "of", "it"]),
        ("a call (as written, twice)", ["a", "call", "(as", "written,", "twice)"]),
        # A line has no room for it.
        (f"({', '.join('8' * 20)})", ["(8,", *["8,"] * 18, "8)"]),
    ],
)
def test_lines_end_between_pieces(text: str, pieces: list[str]) -> None:
    assert str(unbroken(text)).replace("\u00a0", "_").split(" ") == pieces


def test_markup_and_what_is_no_text_stay_as_they_are() -> None:
    picture = Markup("<text>(None, 8)</text>")
    assert unbroken(picture) is picture
    assert unbroken(12) == 12


def test_messages_of_templates_are_unbroken_with_their_values() -> None:
    page = make_environment().from_string('{{ _("spans 5 to 95 % of {shape}", shape=shape) }}').render(shape="(None, 8)")
    assert page == "spans 5 to 95\u00a0% of (None,\u00a08)"


def test_what_templates_write_is_unbroken_and_has_a_card_with_room_for_it() -> None:
    template = make_environment().from_string('{% import "macros.html" as show %}{{ show.key_numbers(facts) }}')
    page = template.render(facts=[Fact("Inputs", "(None, 16, 224, 224, 3)"), Fact("Made with", "Keras 3.15.1")])
    wide, usual = page.split("<div")[1:]
    assert 'class="broad"' in wide
    assert "(None,\u00a016,\u00a0224,\u00a0224,\u00a03)" in wide
    assert "class" not in usual


def test_cards_on_paper_have_room_for_more() -> None:
    assert is_wider_than_a_card("(None, 8, 8, 1)", "html")
    assert not is_wider_than_a_card("(None, 8, 8, 1)", "pdf")
    assert not is_wider_than_a_card("2 tensors of some shape or other", "html")
