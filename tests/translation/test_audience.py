"""Texts say arguments to who writes Python, flags to who types commands, and neither to who reads a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

import dotnet_viz as dv
from dotnet_viz import cli
from dotnet_viz.graph import Graph
from dotnet_viz.translation.audience import COMMAND, PYTHON, READER, addressed, speaking_to
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.translation.translate import in_language, mark, retold, translate
from tests.builders import dense_chain

LISTED = addressed(
    mark("Not listed on the cards: {kinds} ({option} lists them)."),
    "detail='full'",
    "--detail full",
    reader=mark("Not listed on the cards: {kinds}."),
)


@pytest.mark.parametrize(
    ("audience", "text"),
    [
        (PYTHON, "Not listed on the cards: A (detail='full' lists them)."),
        (COMMAND, "Not listed on the cards: A (--detail full lists them)."),
        (READER, "Not listed on the cards: A."),
    ],
)
def test_a_message_and_a_sentence_speak_to_the_audience(audience: str, text: str) -> None:
    kept = sentence(LISTED, kinds="A")
    with speaking_to(audience):
        assert translate(LISTED, kinds="A") == text
        assert retold(kept) == text
        assert retold(sentence("{note}", note=kept)) == text
    assert kept == "Not listed on the cards: A (detail='full' lists them)."


def test_each_form_is_translated() -> None:
    with in_language("es"):
        assert "(detail='full'" in translate(LISTED, kinds="A")
        with speaking_to(READER):
            assert translate(LISTED, kinds="A") == "No aparecen en las tarjetas: A."


def test_an_option_that_no_command_has_is_that_of_python_and_nothing_is_left_out_of_an_empty_form() -> None:
    message = addressed(mark("; {option} sets it"), "top=", reader="")
    with speaking_to(COMMAND):
        assert translate(message) == "; top= sets it"
    with speaking_to(READER):
        assert translate(message) == ""


def test_a_report_names_no_argument_and_no_flag(tmp_path: Path) -> None:
    x = np.random.default_rng(0).normal(size=(200, 5))
    tree = DecisionTreeClassifier(random_state=0).fit(x, (x[:, 0] * x[:, 1] > 0) * 1)
    page = dv.report(tree, data=(x, tree.predict(x)), sections=("tree",)).html
    assert "dashed boxes stand for the rest" in page
    assert "max_depth=" not in page
    assert "max_depth=, max_nodes= draw more" in dv.tree(tree, max_depth=2).svg
    bare = Graph.from_json(dense_chain(3, 2).to_json())
    (tmp_path / "m.json").write_text(bare.to_json(), encoding="utf-8")
    page = dv.report(tmp_path / "m.json").html
    assert "weights=" not in page
    assert "--weights" not in page


def test_a_command_says_flags(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.savez(tmp_path / "m.npz", np.random.default_rng(0).normal(size=(600, 500)))
    assert cli.main(["draw", str(tmp_path / "m.npz"), "-o", str(tmp_path / "m.svg"), "--style", "weight-matrix"]) == 0
    assert "--max-cells sets how many cells there are" in (tmp_path / "m.svg").read_text(encoding="utf-8")
    assert "max_cells= sets how many" in dv.draw(tmp_path / "m.npz", style="weight-matrix").svg
    capsys.readouterr()
