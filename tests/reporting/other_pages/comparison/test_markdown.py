from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from dotnet_viz import readers
from dotnet_viz.api import differences
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.comparison import Comparison, compare_graphs
from dotnet_viz.reporting.documents.markdown_parts import MOST_CHARACTERS, NAME, escaped
from dotnet_viz.reporting.other_pages.comparison.markdown import comparison_markdown
from dotnet_viz.translation.catalogue import languages
from dotnet_viz.translation.translate import in_language
from tests.comparison_builders import block_steps, chain_steps, changed, compared, model
from tests.conftest import DATA
from tests.reporting.other_pages.comparison.builders import HOSTILE, comparison, sides, wide


def markdown(found: Comparison) -> str:
    return comparison_markdown(found, differences.diff(found))


def rows(text: str) -> list[list[str]]:
    """Return the cells of the first table's rows."""
    table = next(part for part in text.split("\n\n") if part.startswith("| |"))
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in table.splitlines()[2:]]


def test_a_comparison_starts_with_what_a_reviewer_asks() -> None:
    lines = markdown(comparison()).splitlines()
    assert lines[0] == "### v1.keras → v2.keras"
    assert lines[2].startswith("**1 layer added, 1 layer removed, 2 layers changed,")
    assert "parameters (+" in lines[2]


def test_the_table_has_sign_layer_class_and_what() -> None:
    found = {row[2] + row[0]: row for row in rows(markdown(comparison()))}
    assert found["Dropout+"][1] == "extra"
    assert found["Dropout−"][3].startswith("removed")
    assert any("activation relu → gelu" in row[3] for row in rows(markdown(comparison())))
    assert {len(row) for row in found.values()} == {4}


def test_training_is_reported() -> None:
    assert "- training: optimizer.learning\\_rate 0.001 → 0.01" in markdown(comparison()).replace(
        "learning_rate", "learning\\_rate"
    )


def test_the_diagram_is_there_where_the_architecture_differs() -> None:
    assert markdown(comparison()).count("```mermaid\nflowchart ") == 1
    one = sides()[0]
    assert "mermaid" not in markdown(compare_graphs(one, one))
    assert "mermaid" not in comparison_markdown(comparison())


def test_a_picture_of_another_kind_is_refused() -> None:
    found = comparison()
    with pytest.raises(OptionError, match="Mermaid"):
        comparison_markdown(found, differences.diff(found, style="side-by-side"))


def test_weights_are_folded_the_strongest_first() -> None:
    text = markdown(comparison())
    fold = text[text.index("<details><summary>Weights of ") :]
    shares = [float(share.replace(",", "")) for share in re.findall(r"\| ([\d,.]+) % \|", fold)]
    assert len(shares) > 2
    assert shares == sorted(shares, reverse=True)
    assert text.count("<details>") == text.count("</details>")


def test_no_difference_is_one_line() -> None:
    one = sides()[0]
    assert markdown(compare_graphs(one, one)) == "### v1.keras → v1.keras\n\n**No differences.**\n"


def test_what_was_ignored_is_reported() -> None:
    assert "Ignored: weights, names." in markdown(comparison(ignore="weights,names"))


@pytest.mark.parametrize("language", languages())
def test_what_comes_first_is_bold_in_every_language(language: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    one = sides()[0]
    with in_language(language):
        texts = [markdown(compare_graphs(one, one, ignore="weights")), markdown(comparison(ignore="weights"))]
    pages = [markdown_it.MarkdownIt("commonmark").render(text) for text in texts]
    assert all("<strong>" in page and "**" not in page for page in pages)


def test_no_name_breaks_out_of_its_cell() -> None:
    text = markdown(comparison(HOSTILE))
    row = next(row for row in rows(text) if row[0] == "+")
    assert len(row) == 4
    outside = re.sub(r"```mermaid\n.*?```", "", text, flags=re.DOTALL)
    for part in ("<script", "\x1b", "\u202e", "](http", "@octocat", "#12", "![", "`c`", "http://evil"):
        assert part not in outside, part
    assert outside.count("</details>") == outside.count("<details>")
    shown = html.unescape(re.sub(r"\\(?=[\W_])", "", row[1])).replace("\u200b", "")
    assert shown.startswith("a|b`c`<script>alert(1)</script> # [x](http://evil.example) @octocat #12")


def test_no_name_breaks_out_of_the_diagram() -> None:
    text = markdown(comparison(HOSTILE))
    diagram = text[text.index("```mermaid") + 3 :]
    diagram = diagram[: diagram.index("```")]
    assert "<script" not in diagram
    assert "a#124;b#96;c#96;#60;script#62;" in diagram


@pytest.mark.parametrize("blocks", [3, 60])
def test_it_fits_a_comment(blocks: int) -> None:
    text = markdown(comparison(blocks=blocks))
    assert len(text) <= MOST_CHARACTERS


def test_hundreds_of_changes_are_cut_and_counted() -> None:
    found = wide(600)
    text = comparison_markdown(found, differences.diff(found, fold=False))
    assert len(text) <= MOST_CHARACTERS
    assert re.search(r"… and \d{3} layers more\.", text)
    assert text.count("<details>") == text.count("</details>")
    assert "The diagram is left out here" in text
    assert "```mermaid" not in text


def test_layers_that_changed_alike_are_one_row() -> None:
    steps = chain_steps(12)
    found = compared(steps, [replace(step, activation="relu") for step in steps], ignore="names,weights")
    assert [row[1:] for row in rows(markdown(found))] == [
        ["**12 layers and 1 input**: input_layer_7, dense_7 … dense_18", "InputLayer, Dense", "activation none → relu"]
    ]


def test_automatic_numbering_is_no_news() -> None:
    steps = block_steps()
    text = markdown(compared(steps, steps))
    assert text.splitlines()[2].startswith("**14 layers and 1 input renumbered.**")
    assert "renamed, nothing else (automatic names, renumbered)" in text
    given = markdown(compare_graphs(model(steps), model(changed(steps, "b0add", name="features"))))
    assert given.splitlines()[2].startswith("**1 layer renamed.**")


def test_names_of_thousands_of_characters_fit_too() -> None:
    text = markdown(wide(60, "&<|" * 4000))
    assert len(text) <= MOST_CHARACTERS
    assert text.count("<details>") == text.count("</details>")


def test_a_long_name_loses_its_middle() -> None:
    assert escaped("x" * 500) == escaped("x" * (NAME - 1)).replace("x" * (NAME - 1), "x" * 60 + "…" + "x" * 59)


@pytest.mark.parametrize("name", ["@team", "#1", "GH-1", "https://a.example", "www.a.example", "user@example.org"])
def test_nothing_is_linked_or_called(name: str) -> None:
    text = escaped(name)
    assert name not in text
    assert text.replace("\u200b", "").replace("\\", "") == name


def test_models_with_nothing_in_common_are_said_to_have_nothing() -> None:
    before, after = (readers.read(DATA / "models" / f"{name}.keras") for name in ("cnn-28x28", "transformer"))
    found = compare_graphs(before, after)
    assert markdown(found).splitlines()[2].startswith("**The two models have nothing in common: ")
    related = compared(chain_steps(3), changed(chain_steps(3), "d1", config={"units": 8}))
    assert "nothing in common" not in markdown(related)
