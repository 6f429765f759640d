"""Texts say arguments to who writes Python, flags to who types commands, and neither to who reads a page."""

from __future__ import annotations

import re
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
from tests.conftest import DATA

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


MODEL = str(DATA / "models" / "mlp-6-3-7.keras")
OTHER = str(DATA / "models" / "cnn-28x28.keras")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["draw", MODEL, "-o", "a.svg", "--style", "ann", "--color-by", "gradient"],
            "--color-by gradient needs --record RUN",
        ),
        (["draw", MODEL, "-o", "a.svg", "--color-by", "activation"], "with dv.ReportCallback or another log\n"),
        (["draw", MODEL, "-o", "a.svg", "--layer-range", "a:b"], "--layer-range: no layer matches 'a' nor 'b'"),
        (["draw", MODEL, "-o", "a.svg", "--layout", "torch"], "--layout says how matrices lie"),
        (["draw", "m.npz", "-o", "a.svg", "--weights", MODEL], "--weights goes with an architecture"),
        (["draw", ".", "-o", "a.svg"], "a folder of models is for dotnet-viz report)"),
        (["animate", MODEL, OTHER, "-o", "a.svg"], "dotnet-viz diff shows what differs"),
        (
            ["evaluate", MODEL, "--data", "m.npz", "-o", "a.svg"],
            "of a frame, a table or a dict, --target names",
        ),
        (["report", MODEL, "-o", "a.html", "--theme", "dark"], "such as accent=#a01030, or"),
        (
            ["report", MODEL, "-o", "a.html", "--theme", "drak"],
            "'drak'; give colours, such as accent=#a01030, or",
        ),
    ],
)
def test_errors_of_a_command_name_its_flags(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    np.savez("m.npz", np.ones((3, 2)))
    assert cli.main(words) == 2
    assert said in capsys.readouterr().err


def test_errors_of_python_name_its_options() -> None:
    for error, said in (
        (lambda: dv.draw(MODEL, color_by="gradient"), "color_by='gradient' needs record="),
        (lambda: dv.draw(MODEL, layer_range="a:b"), "layer_range: no layer"),
        (lambda: dv.read(MODEL, layout="torch"), "layout= says"),
        (lambda: dv.report(MODEL, theme="dark"), "such as {'accent': '#a01030'}, or"),
    ):
        with pytest.raises(dv.VizError, match=re.escape(said)):
            error()
