from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import OptionError, OutputError
from dotnet_viz.reporting.card.card import ModelCard, card_of_mapping
from dotnet_viz.reporting.card.fields import LIST_METADATA, METADATA_ORDER, PARTS, SYNONYMS, TEXT_METADATA

INDEX = [
    {
        "name": "m",
        "results": [
            {"task": {"type": "t"}, "dataset": {"type": "d", "name": "D"}, "metrics": [{"type": "f1", "value": 0.5}]},
        ],
    }
]


def test_every_field_of_a_card_is_in_the_tables() -> None:
    known = {"name", "description", "model_index", *TEXT_METADATA, *LIST_METADATA, *(part.key for part in PARTS)}
    assert {field.name for field in fields(ModelCard)} == known
    assert set(METADATA_ORDER) == {*TEXT_METADATA, *LIST_METADATA}
    assert set(SYNONYMS.values()) <= known


def test_texts_lists_numbers_and_dates_are_taken() -> None:
    card = ModelCard(
        name="  a\nb ",
        tags="one",
        datasets=("x", "", "y"),
        language=["en", "pt"],
        model_details={"version": 1.5, "date": dt.date(2026, 1, 31)},
        intended_use=["here", "there"],
        factors="light\r\nand rain",
    )
    assert (card.name, card.tags, card.datasets, card.language) == ("a b", ("one",), ("x", "y"), ("en", "pt"))
    assert card.entries("model_details") == {"version": "1.5", "date": "2026-01-31"}
    assert card.entries("intended_use") == {"description": ("here", "there")}
    assert card.entries("factors") == {"description": "light\nand rain"}


def test_metadata_are_those_of_hugging_face_in_their_order() -> None:
    card = ModelCard(model_index=INDEX, base_model="b", tags=["x"], license="mit", language="en", datasets=["d"])
    assert list(card.metadata.items()) == [
        ("license", "mit"),
        ("language", "en"),
        ("tags", ["x"]),
        ("datasets", ["d"]),
        ("base_model", "b"),
        ("model-index", INDEX),
    ]
    assert ModelCard(language=["en", "pt"]).metadata == {"language": ["en", "pt"]}
    assert ModelCard().metadata == {}


def test_what_is_empty_is_not_given() -> None:
    card = ModelCard(license=" ", tags=["", None], factors={"relevant": ""}, model_index=[], description="")  # type: ignore[list-item]
    assert card == ModelCard()


def test_a_card_can_be_changed_and_compared() -> None:
    card = ModelCard("a", license="mit", model_index=INDEX, factors={"relevant": ["x"]}, description="one\n\ntwo")
    assert replace(card, name="b") != card
    assert replace(replace(card, name="b"), name="a") == card


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"licence": "mit"}, r"no key 'licence' \(did you mean 'license'\?\)"),
        ({"tgas": "x"}, r"no key 'tgas' \(did you mean 'tags'\?\)"),
        ({"version": "1"}, r"no key 'version' \(write it below 'model_details'\)"),
        ({"zzz": "1"}, "no key 'zzz'; it may have: name, description"),
        ({"intended_use": {"primary_user": "x"}}, r"intended_use of a model card has no key 'primary_user' \(did you mean"),
        ({"factors": {"zzz": "x"}}, "it may have: description, relevant, evaluation"),
        ({"language": False}, "language of a model card must be a text, not False; write it in quotes"),
        ({"tags": {"a": 1}}, "tags of a model card must be a text or a list of texts, not a mapping"),
        ({"metrics": {"thresholds": 1}}, "reasons belong to metric_details"),
        ({"license": ["mit"]}, "license of a model card must be a text, not 'list'"),
        ({"name": b"x"}, "name of a model card must be a text, not 'bytes'"),
        ({"factors": {"relevant": [["x"]]}}, "factors.relevant of a model card must be a text, not 'list'"),
        ({"description": {"a": "b"}}, "description of a model card must be a text or a list"),
        ({"model-index": {}, "model_index": []}, "has the key 'model_index' twice"),
        ({"model-index": [{"name": "m"}]}, r"model_index\[0\].results must be a list"),
    ],
)
def test_what_a_card_cannot_have_is_named(given: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        card_of_mapping(given)


def test_keys_may_be_written_as_titles() -> None:
    assert card_of_mapping({"Intended use": {"Out of scope": "x"}}).entries("intended_use") == {"out_of_scope": "x"}


def test_a_card_is_saved_as_markdown_alone(tmp_path: Path) -> None:
    path = ModelCard("a", license="mit").save(tmp_path / "README.md")
    assert path.read_text(encoding="utf-8").startswith("---\nlicense: mit\n---\n\n# a\n")
    for name, error in (("README", OptionError), ("card.yaml", OptionError), ("nowhere/README.md", OutputError)):
        with pytest.raises(error):
            ModelCard("a").save(tmp_path / name)


def test_a_notebook_shows_the_text_without_the_metadata() -> None:
    shown = ModelCard("a", license="mit")._repr_mimebundle_()
    assert shown["text/markdown"].lstrip().startswith("# a")
    assert shown["text/plain"] == "ModelCard('a', license)"
    assert ModelCard("a")._repr_mimebundle_()["text/markdown"].startswith("# a")
