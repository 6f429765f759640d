"""A text that was written in English is the sentence again that it was, where it is one that is known."""

from __future__ import annotations

import pytest

from dotnet_viz.translation.recall import LONGEST, Recall
from dotnet_viz.translation.sentences import Sentence
from dotnet_viz.translation.translate import in_language, retold

KNOWN = Recall([("{count} layer", "{count} layers"), "The file has no weights for {names}.", "of {size}"])


def test_what_stands_in_a_sentence_is_recalled_too() -> None:
    found = KNOWN.sentence("The file has no weights for 1,200 layers.")
    assert found == "The file has no weights for 1,200 layers."
    with in_language("es"):
        assert retold(found) == "El archivo no contiene pesos para 1.200 capas."
        assert retold(KNOWN.sentence("The file has no weights for a{b}.")) == "El archivo no contiene pesos para a{b}."


def test_numbers_get_the_separators_of_the_language() -> None:
    with in_language("ru"):
        assert retold(KNOWN.sentence("of 1,024.5 MiB")) == "of 1\u00a0024,5 MiB"
        assert retold(KNOWN.sentence("of v1.5")) == "of v1.5"


@pytest.mark.parametrize("text", ["", "layers", "x 2 layers", "{count} layers", f"of {'a' * LONGEST}"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    found = KNOWN.sentence(text)
    assert found == text
    assert not isinstance(found, Sentence)
