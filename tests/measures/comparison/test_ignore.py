"""What is left out."""

from __future__ import annotations

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.comparison.ignore import CHOICES, read_ignored


@pytest.mark.parametrize("given", ["weights,names", ["weights", "names"], (" weights ", "names", "weights"), "weights, names,"])
def test_words_come_as_text_or_as_a_list(given: str | list[str]) -> None:
    assert read_ignored(given).words == ("weights", "names")


@pytest.mark.parametrize("word", ["weight", "config.", "kernel_size", "Names"])
def test_unknown_words_are_refused_with_the_choices(word: str) -> None:
    with pytest.raises(OptionError) as raised:
        read_ignored([word])
    assert all(choice in str(raised.value) for choice in (*CHOICES, "config.FIELD", repr(word)))


@pytest.mark.parametrize(
    ("words", "field", "ignored"),
    [
        ("config.units", "config.units", True),
        ("config.units", "config.rate", False),
        ("config", "config.rate", True),
        ("config", "activation", False),
        ("shapes", "output shape", True),
        ("shapes", "parameters", True),
        ("dtypes", "dtype", True),
        ("dtypes", "kernel dtype", True),
        ("trainable", "trainable", True),
        ("activation", "activation", True),
        ("names", "config.units", False),
    ],
)
def test_words_leave_out_fields(words: str, field: str, ignored: bool) -> None:
    assert read_ignored(words).field(field) is ignored
