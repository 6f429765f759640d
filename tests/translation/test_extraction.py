from __future__ import annotations

from io import BytesIO

import pytest

from dotnet_viz.translation.extraction import extract


def _messages(code: str) -> list[object]:
    return [message for _, _, message, _ in extract(BytesIO(code.encode()))]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("translate('a {b}', b=1)", "a {b}"),
        ("translate('{count} x', '{count} y', count=n)", ("{count} x", "{count} y")),
        ("mark('c')", "c"),
        ("mark_plural('{count} h', '{count} i')", ("{count} h", "{count} i")),
        ("in_context('a training', 'failed')", ("a training", "failed")),
        ("ColumnHead('d', numeric=True)", "d"),
        ("Fact('e', value)", "e"),
        ("Table('f', columns, rows)", "f"),
        ("SectionData('id', 'g', data)", "g"),
        ("format_count(n, 'layer')", ("{count} layer", "{count} layers")),
        ("format_count(n, 'class', 'classes')", ("{count} class", "{count} classes")),
    ],
)
def test_sentences_plurals_titles_and_counted_nouns_are_messages(code: str, message: object) -> None:
    assert _messages(code) == [message]


def test_what_is_not_written_out_is_no_message() -> None:
    assert (
        _messages("translate(CAPTION)\nFact(name, value)\nformat_count(n)\nformat_count(n, noun)\nprint('x')\nx.translate('y')")
        == []
    )
