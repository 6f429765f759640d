from __future__ import annotations

from dotnet_viz.formatting import format_items
from dotnet_viz.reporting.section import AppendixEntry, SectionData, Table, layer_anchor
from dotnet_viz.reporting.templating.layer_links import LayerLinks, breakable, links_of
from dotnet_viz.translation.catalogue import languages
from dotnet_viz.translation.translate import in_language


def test_a_weight_leads_to_the_row_of_the_innermost_layer_that_has_one() -> None:
    links = LayerLinks(frozenset({layer_anchor("encoder"), layer_anchor("encoder/dense")}))
    assert 'href="#layer-encoder/dense"' in links.markup("encoder/dense/kernel")
    assert 'href="#layer-encoder"' in links.markup("encoder/other/kernel")
    assert links.markup("decoder/dense") == "decoder/dense"


def test_a_name_with_a_comma_is_one_layer_before_it_is_several() -> None:
    links = LayerLinks(frozenset({layer_anchor("a, b"), layer_anchor("a")}))
    assert links.markup("a, b").count("<a ") == 1
    assert links.markup("a, c").count("<a ") == 1
    assert links.markup("a, a").count("<a ") == 2


def test_lists_of_layers_are_links_in_every_language() -> None:
    links = LayerLinks(frozenset({layer_anchor("a"), layer_anchor("b")}))
    for language in languages():
        with in_language(language):
            assert links.markup(format_items(["a", "c", "b"])).count("<a ") == 2


def test_the_row_itself_is_no_link_to_itself() -> None:
    links = LayerLinks(frozenset({layer_anchor("a")}))
    assert links.markup("a", layer_anchor("a")) == "a"


def test_names_are_escaped_in_links_and_at_breaks() -> None:
    name = "<b>_and_a_'long'_name/kernel"
    links = LayerLinks(frozenset({layer_anchor("<b>_and_a_'long'_name")}))
    markup = links.markup(name)
    assert "<b>" not in markup
    assert markup.striptags() == name
    assert str(breakable("a" * 40)) == "a" * 40


def test_rows_count_wherever_their_table_stands() -> None:
    table = Table("t", (), (), anchors=("layer-x",))
    nested = SectionData("s", "S", {"outputs": ({"table": table},)})
    handed_over = SectionData("s", "S", {}, (AppendixEntry("appendix-s", "All", table),))
    assert links_of([nested]) == links_of([handed_over]) == LayerLinks(frozenset({"layer-x"}))
    assert links_of([SectionData("s", "S", {"text": "layer-x", "number": 1})]) == LayerLinks()
