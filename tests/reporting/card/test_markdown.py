from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.reporting.card.card import ModelCard
from dotnet_viz.reporting.card.card_file import model_card_of
from dotnet_viz.reporting.card.fields import PARTS
from dotnet_viz.reporting.card.markdown import card_markdown, linked_text

RESULT: dict[str, Any] = {
    "task": {"type": "image-classification"},
    "dataset": {"type": "mnist", "name": "MN|IST"},
    "metrics": [{"type": "accuracy", "value": 0.97, "name": "Accuracy"}, {"type": "f1", "value": 0.5}],
}
HOSTILE = (
    "---",
    "a: b",
    "# x",
    "```",
    "---\nlicense: evil",
    "*a* _b_ [c](d) <b>",
    "'",
    '"',
    "no",
    "1.10",
    "~",
    "\\",
    "|",
    "- x",
    "",
)


def front_matter(text: str) -> Any:
    """Return what any reader of front matter finds in a README."""
    assert text.startswith("---\n")
    head, _, _ = text.removeprefix("---\n").partition("\n---\n")
    return yaml.safe_load(head)


@pytest.mark.parametrize("name", HOSTILE)
def test_front_matter_reads_back_equal_whatever_names_hold(name: str) -> None:
    result = {"task": {"type": name or "t"}, "dataset": {"type": "d", "name": name or "d"}, "metrics": RESULT["metrics"]}
    index = [{"name": name or "m", "results": [result]}]
    card = ModelCard(
        name, license="mit", tags=[name, "x"], datasets=name, license_name=name, model_index=index, description=name
    )
    assert front_matter(card.markdown) == card.metadata
    assert card.markdown.count("\n---\n") == 1


@given(st.lists(st.text(), max_size=4), st.text())
def test_any_text_reads_back_equal(tags: list[str], name: str) -> None:
    card = ModelCard(name, license="mit", tags=tags, base_model=name, description=name)
    assert front_matter(card.markdown) == card.metadata


def test_a_card_can_be_made_of_the_front_matter_of_another(tmp_path: Path) -> None:
    card = ModelCard("a: b", license="mit", language="no", tags=["---"], model_index=[{"name": "a: b", "results": [RESULT]}])
    head = card.markdown.split("---\n")[1]
    (tmp_path / "card.yaml").write_text(head, encoding="utf-8")
    again = model_card_of(tmp_path / "card.yaml")
    assert again is not None
    assert again.metadata == card.metadata


def test_parts_stand_in_the_order_of_the_paper_and_what_is_missing_in_one_line() -> None:
    text = card_markdown(ModelCard("m", **{part.key: f"On {part.key}" for part in reversed(PARTS)}))
    places = [text.index(f"## {part.title}\n") for part in PARTS]
    assert places == sorted(places)
    assert text.endswith("*Not given: license, languages, tags, data sets, task, developers, version, date and contact.*\n")
    assert ModelCard("m").markdown.startswith("# m\n\n*Not given: license")


def test_a_part_has_its_text_short_facts_results_and_lists() -> None:
    card = ModelCard(
        "m",
        model_index=[{"name": "m", "results": [RESULT]}],
        quantitative_analyses={"description": "All\nof it.\n\nMore.", "unitary": ["a | b", "1. c"], "intersectional": "2. one"},
    )
    part = card.markdown.partition("## Quantitative analyses\n\n")[2].partition("\n\n*Not given")[0]
    assert part == (
        "All of it.\n\nMore.\n\n"
        "- **Intersectional results:** 2. one\n\n"
        "| image-classification on MN\\|IST | Value |\n|---|---:|\n| Accuracy | 0.97 |\n| f1 | 0.5 |\n\n"
        "### Unitary results\n\n- a \\| b\n- 1\\. c"
    )


def test_what_a_reader_looks_for_is_not_missing_where_it_is_given() -> None:
    filled = {part.key: "x" for part in PARTS if part.key != "model_details"}
    details = dict.fromkeys(("developers", "version", "date", "contact"), "x")
    card = ModelCard(
        "m", license="mit", language="en", tags="a", datasets="d", pipeline_tag="t", model_details=details, **filled
    )
    assert "Not given" not in card.markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://a.org/x_y_(z).", r"see <https://a.org/x_y_(z>\)."),
        ("https://a.org/<script>", "<https://a.org/>&lt;script&gt;"),
        ("javascript:alert(1) [x](javascript:y)", r"javascript:alert\(1\) \[x\]\(javascript:y\)"),
        ("https://a.org/|b", r"<https://a.org/>\|b"),
        ("1. https://a.org/ 2. x", r"1\. <https://a.org/> 2. x"),
    ],
)
def test_addresses_are_links_and_all_else_is_text(text: str, shown: str) -> None:
    assert linked_text(text) == shown


@pytest.mark.huggingface_hub
def test_hugging_face_reads_what_is_written(tmp_path: Path) -> None:
    from huggingface_hub import ModelCard as HubCard

    card = ModelCard(
        "a --- b: c",
        license="mit",
        language="no",
        library_name="keras",
        tags=["x", "1.10"],
        datasets=["d"],
        metrics=["accuracy"],
        base_model="org/base",
        pipeline_tag="image-classification",
        model_index=[{"name": "a --- b: c", "results": [RESULT]}],
        description="Text",
    )
    path = card.save(tmp_path / "README.md")
    read = HubCard.load(path)
    assert read.data.license == "mit"
    assert read.data.language == "no"
    assert read.data.tags == ["x", "1.10"]
    assert read.data.model_name == "a --- b: c"
    assert [(one.task_type, one.dataset_name, one.metric_type, one.metric_value) for one in read.data.eval_results] == [
        ("image-classification", "MN|IST", "accuracy", 0.97),
        ("image-classification", "MN|IST", "f1", 0.5),
    ]
    assert yaml.safe_load(read.data.to_yaml()) == {**card.metadata, "model-index": read.data.to_dict()["model-index"]}
    assert read.text.startswith("\n# a --- b: c")


def test_no_text_turns_the_direction_of_what_follows() -> None:
    text = card_markdown(ModelCard("a\u202eb", license="c\u2066", description="d\u202e", factors="e\u202d"))
    assert text.count("\ufffd") == 4
    assert not {"\u202e", "\u2066", "\u202d"} & {*text}
