"""Sentences are English where they are kept, and in any language where they are shown."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.translation.translate import in_language, retold, translate

NOTE = sentence("{names} and {count} more", count=1200, names="a")


def test_a_sentence_is_english_and_is_said_in_the_language_of_the_moment() -> None:
    assert NOTE == "a and 1,200 more"
    with in_language("es"):
        assert retold(NOTE) == translate(NOTE) == "a y 1.200 más"
        assert NOTE == "a and 1,200 more"


@pytest.mark.parametrize("copied", [copy.deepcopy(NOTE), pickle.loads(pickle.dumps(NOTE)), copy.copy(NOTE)])
def test_copies_remember_what_they_were_made_of(copied: str) -> None:
    with in_language("es"):
        assert retold(copied) == "a y 1.200 más"


def test_sentences_inside_are_translated_and_names_are_not() -> None:
    around = sentence("The file has no weights for {names}.", names=NOTE)
    assert around == "The file has no weights for a and 1,200 more."
    with in_language("es"):
        assert retold(around) == "El archivo no contiene pesos para a y 1.200 más."
        assert retold("Layers") == "Layers"


def test_a_graph_that_was_read_in_english_is_shown_in_another_language() -> None:
    graph = dv.read([np.ones((3, 2)), np.ones(2)])
    assert graph.notes[0].startswith("Only the weights are known.")
    with in_language("ru"):
        assert "Only" not in dv.draw(graph, style="ann").svg
        page = graph._repr_mimebundle_()["text/html"]
    assert "Известны только веса" in page
    assert dv.read([np.ones((3, 2)), np.ones(2)]).notes == graph.notes
