from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats.yaml_text import MAX_CHARACTERS, MAX_DEPTH, parse_yaml, yaml_text
from dotnet_viz.renderers.common.escape import without_unwriteable


def test_values_stay_as_they_are_written() -> None:
    text = "version: 1.10\nlanguage: no\ndate: 2026-01-31\nempty:\nnothing: ~\nquoted: '~'\nlist: [yes, 0x10]\ndeep: {a: [b]}\n"
    assert parse_yaml(text, "c.yaml") == {
        "version": "1.10",
        "language": "no",
        "date": "2026-01-31",
        "empty": None,
        "nothing": None,
        "quoted": "~",
        "list": ["yes", "0x10"],
        "deep": {"a": ["b"]},
    }


@pytest.mark.parametrize("text", ["", "# a comment\n", "---\n", "~"])
def test_an_empty_document_is_nothing(text: str) -> None:
    assert parse_yaml(text, "c.yaml") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: b: c", "'c.yaml' line 1 is not YAML: mapping values"),
        ("a: 1\nb: [1", "'c.yaml' line 2 is not YAML"),
        ("a: 1\nb: 2\na: 3", "line 3 has the key 'a' a second time"),
        ("a: 1\n---\nb: 2", "several documents"),
        ("? [1, 2]\n: 3", "line 1 has a key that is not text"),
        ("~: 3", "line 1 has a key that is not text"),
        ("a: \x00", "is not YAML"),
        ("\ta: 1", "is not YAML"),
    ],
)
def test_what_is_no_document_is_named_by_its_line(text: str, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        parse_yaml(text, "c.yaml")


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LAUGHS, "line 1 has an anchor or alias"),
        ("a: *b", "line 1 has an anchor or alias"),
        ("<<: *a", "an anchor or alias"),
        ("a: !!python/object/apply:os.system ['echo']", "line 1 has a tag"),
        ("a: !x 1", "has a tag"),
        ("[" * (MAX_DEPTH + 1), "too many values, or lists in lists"),
        ("- " * (MAX_DEPTH + 1) + "x", "too many values, or lists in lists"),
        ("- x\n" * 20_000, "too many values"),
        ("x" * (MAX_CHARACTERS + 1), "more than 262,144 characters"),
    ],
    ids=["laughs", "alias", "merge", "python", "tag", "flow", "block", "many", "long"],
)
def test_what_could_grow_or_run_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnsafeFileError, match=words):
        parse_yaml(text, "c.yaml")


texts = st.text().map(without_unwriteable)
values = st.recursive(
    texts | st.integers(-9999, 9999) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(texts, values, max_size=4))
def test_every_reader_gives_back_what_was_written(given: dict[str, Any]) -> None:
    assert yaml.safe_load(yaml_text(given)) == given
