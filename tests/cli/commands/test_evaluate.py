from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dotnet_viz import cli


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_scores_in_a_table_give_every_chart_and_the_numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "p.csv").write_text("y_true;y_score\n0;0.1\n1;0.8\n1;0.4\n0;0.2\n", encoding="utf-8")
    assert cli.main(["evaluate", "p.csv", "-o", "out", "--class-names", "no,yes", "--intervals", "20"]) == 0
    numbers = json.loads((folder / "out" / "evaluation.json").read_text(encoding="utf-8"))
    assert numbers["scores"]["roc_auc"] == 1
    assert numbers["intervals"]
    assert "accuracy" in capsys.readouterr().out
    assert {"roc.svg", "calibration.svg", "thresholds.svg", "summary.txt"} <= {path.name for path in (folder / "out").iterdir()}
    assert (folder / "out" / "summary.txt").read_text(encoding="utf-8").startswith("Classification: accuracy 75 %")


def test_charts_of_a_size(folder: Path) -> None:
    (folder / "labels.csv").write_text("y_true,y_pred\na,a\nb,a\n", encoding="utf-8")
    assert cli.main(["evaluate", "labels.csv", "-o", "out", "-q", "--format", "png", "--width", "400"]) == 0
    assert {Image.open(path).width for path in (folder / "out").glob("*.png")} == {400}
    assert cli.main(["evaluate", "labels.csv", "-o", "out", "-q", "--dpi", "300"]) == 2


def test_labels_and_amounts_in_a_table(folder: Path) -> None:
    (folder / "labels.csv").write_text("y_true,y_pred\na,a\nb,a\n", encoding="utf-8")
    (folder / "amounts.tsv").write_text("y_true\ty_pred\n1.5\t1.25\n2.5\t3\n", encoding="utf-8")
    assert cli.main(["evaluate", "labels.csv", "-o", "one", "-q"]) == 0
    assert cli.main(["evaluate", "amounts.tsv", "-o", "two", "-q", "--theme", "dark", "--title", "Net 7"]) == 0
    assert ">Net 7: " in (folder / "two" / "residuals.svg").read_text(encoding="utf-8")
    assert json.loads((folder / "one" / "evaluation.json").read_text(encoding="utf-8"))["confusion_matrix"] == [[1, 0], [1, 0]]
    assert {"residuals.svg", "predicted_against_true.svg"} <= {path.name for path in (folder / "two").iterdir()}


def test_arrays_with_names_of_classes(folder: Path) -> None:
    np.savez(folder / "p.npz", y_true=[0, 1, 2], y_score=np.eye(3), class_names=np.array(["ant", "bee", "cat"]))
    assert cli.main(["evaluate", "p.npz", "-o", "out", "-q", "--format", "png"]) == 0
    assert (folder / "out" / "roc.png").read_bytes().startswith(b"\x89PNG")
    classes = json.loads((folder / "out" / "evaluation.json").read_text(encoding="utf-8"))["classes"]
    assert [one["name"] for one in classes] == ["ant", "bee", "cat"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n1,2\n", "must have a column 'y_true'"),
        ("y_true,cat\n1,x\n", "no number in column 'cat' of line 2 but 'x'"),
        ("y_true,cat,dog\n1,2\n", "has 3 columns, and its line 2 has 2"),
        ("y_true,cat\n", "no predictions below"),
        ("y_true,a,b\n0,nan,0.5\n7,0.5,0.5\n", "label 7"),
        ("\x00\xff", "no predictions below"),
    ],
)
def test_a_table_that_is_none_is_one_line(
    folder: Path, content: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    (folder / "p.csv").write_text(content, encoding="utf-8")
    assert cli.main(["evaluate", "p.csv", "-o", "out"]) == 2
    error = capsys.readouterr().err
    assert message in error or "line contains NUL" in error  # Python 3.10 reads no further
    assert error.count("\n") == 1
    assert not (folder / "out").exists()


def test_what_is_no_file_of_predictions_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.savez(folder / "p.npz", x=[1])
    np.savez(folder / "objects.npz", y_true=np.array([print, len], dtype=object), y_score=[0.1, 0.2])
    (folder / "p.bin").write_bytes(b"1")
    for name, words in (
        ("p.npz", "arrays 'y_true'"),
        ("objects.npz", "Python objects"),
        ("p.bin", "ending"),
        ("q.csv", "no file"),
    ):
        assert cli.main(["evaluate", name, "-o", "out"]) == 2
        assert words in capsys.readouterr().err


def test_segmented_images_of_a_file_with_a_value_to_ignore(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(0)
    true = np.kron(random.integers(0, 3, (4, 3, 3)), np.ones((1, 4, 4), dtype=int))
    scores = random.random((4, 12, 12, 3)) + np.eye(3)[true]
    true[:, 0] = 255
    np.savez(folder / "m.npz", y_true=true, y_score=scores, images=random.random((4, 12, 12)))
    assert cli.main(["evaluate", "m.npz", "-o", "out", "--ignore", "255", "--intervals", "10"]) == 0
    assert "mean IoU" in capsys.readouterr().out
    assert ">image</text>" in (folder / "out" / "overlay.svg").read_text(encoding="utf-8")
    numbers = json.loads((folder / "out" / "evaluation.json").read_text(encoding="utf-8"))
    assert numbers["pixels"] == 4 * 11 * 12
    assert cli.main(["evaluate", "m.npz", "-o", "out", "-q"]) == 2
    assert "say ignore=255" in capsys.readouterr().err


def test_sequences_of_a_file_with_a_mask(folder: Path) -> None:
    true = np.array([[0, 1, 0], [1, 0, 0]])
    np.savez(folder / "s.npz", y_true=true, y_score=np.eye(2)[true], mask=[[1, 1, 1], [1, 1, 0]])
    assert cli.main(["evaluate", "s.npz", "-o", "out", "-q"]) == 0
    numbers = json.loads((folder / "out" / "evaluation.json").read_text(encoding="utf-8"))
    assert (numbers["task"], numbers["samples"], numbers["scores"]["sequence_accuracy"]) == ("token-classification", 5, 1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "out"], "evaluate needs FILE, such as: dotnet-viz evaluate predictions.csv"),
        (["m.keras", "-o", "out"], "'m.keras' is a model: name data to evaluate it on, --data test.npz"),
        (["p.csv", "-o", "out", "--target", "y"], "--target and --max-samples are of --data"),
        (["--data", "t.csv", "-o", "out"], "--data are evaluated by a model"),
        (["p.csv", "--predictions", "q.csv", "-o", "out"], "'p.csv' is one more"),
        (["p.csv", "--data", "t.csv", "-o", "out"], "the file 'p.csv' cannot predict"),
        (["m.keras", "--data", "t.csv", "-o", "out"], "there is no file 'm.keras'"),
    ],
)
def test_what_evaluation_lacks_is_one_line(
    folder: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    (folder / "p.csv").write_text("y_true,y_pred\n1,1\n", encoding="utf-8")
    (folder / "t.csv").write_text("a,y\n1,1\n", encoding="utf-8")
    assert cli.main(["evaluate", *words]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_predictions_may_stand_behind_a_flag(folder: Path) -> None:
    (folder / "p.csv").write_text("y_true,y_pred\n1,1\n0,1\n", encoding="utf-8")
    assert cli.main(["evaluate", "--predictions", "p.csv", "-o", "out", "-q"]) == 0
    assert (folder / "out" / "evaluation.json").exists()


@pytest.mark.keras
def test_a_model_is_loaded_for_data_in_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation="softmax")])
    model.save(folder / "m.keras")
    (folder / "t.csv").write_text("a,b,kind\n1,2,0\n3,4,1\n5,6,1\n", encoding="utf-8")
    np.savez(folder / "t.npz", x=np.ones((4, 2)), y=[0, 1, 0, 1])
    assert cli.main(["evaluate", "m.keras", "--data", "t.csv", "--target", "kind", "--max-samples", "2", "-o", "out"]) == 0
    assert "t.csv: the first 2 of 3 samples" in capsys.readouterr().out
    assert cli.main(["report", "m.keras", "--data", "t.npz", "-o", "r.html", "-q"]) == 0
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert 'id="evaluation"' in page
    assert "t.npz: x and y" in page
