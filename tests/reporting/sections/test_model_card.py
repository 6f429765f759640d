from __future__ import annotations

from dotnet_viz.reporting.card.card import ModelCard
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.request.chosen_sections import chosen_sections
from dotnet_viz.reporting.sections.model_card import build
from tests.reporting.builders import HOSTILE, full_context


def page_of(card: ModelCard | None) -> str:
    return build_report(full_context(card=card, sections=chosen_sections(("overview", "model_card")))).html


def test_there_is_no_card_where_none_was_asked_for() -> None:
    assert build(full_context(card=None)) is None


def test_the_page_shows_only_what_is_known_and_names_what_is_not() -> None:
    page = page_of(ModelCard(license="mit", intended_use={"out_of_scope": ["Cheques", "Forms"]}, factors="One.\n\nTwo."))
    assert "<li>Cheques</li>\n<li>Forms</li>" in page
    assert "<p>One.</p>\n<p>Two.</p>" in page
    assert "Ethical considerations</h3>" not in page
    assert "<p>Not given: languages, tags, data sets, task, developers" in page
    assert page.count("Not given") == 1


def test_addresses_are_links_that_say_nothing_of_the_page() -> None:
    page = page_of(ModelCard(model_details={"paper": "https://arxiv.org/abs/1810.03993"}))
    link = '<a href="https://arxiv.org/abs/1810.03993" rel="noopener noreferrer">https://arxiv.org/abs/1810.03993</a>'
    assert link in page


def test_texts_of_a_card_are_escaped() -> None:
    card = ModelCard(
        HOSTILE, description=HOSTILE, license=HOSTILE, tags=HOSTILE, factors=HOSTILE, model_details={"paper": HOSTILE}
    )
    page = page_of(card)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page


def test_results_stand_in_a_table() -> None:
    page = page_of(ModelCard())
    assert "<caption>classification</caption>" in page
    assert '<td class="number">0.8333</td>' in page
