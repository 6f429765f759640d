"""The verbs that tell of one model, as users call them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingDependencyError, OptionError, ShapeError, TemplateError, UnsupportedInputError
from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.readers.arrays.in_memory import read as read_arrays
from tests.conftest import DATA
from tests.training.records import write_record

KERNEL_WEIGHT = Weight("kernel", "kernel", (2, 3), "float32")
NET = [(np.ones((3, 2)), np.zeros(2), "relu"), np.ones((2, 1))]


def test_a_summary_counts() -> None:
    found = dv.summary(NET)
    assert found.parameter_count == 10
    assert "10" in str(found)
    assert found.to_dict()["parameter_count"] == 10


def test_a_check_is_true_where_something_was_found() -> None:
    assert not dv.check([np.random.default_rng(0).normal(0, 0.4, (6, 5))])
    found = dv.check([np.zeros((3, 2))])
    assert found
    assert not dv.check([np.zeros((3, 2))], ignore={finding.check for finding in found.findings})


def test_options_of_a_check_are_checked() -> None:
    with pytest.raises(OptionError, match="'nothing'"):
        dv.check(NET, ignore=("nothing",))
    with pytest.raises(OptionError, match="'none'"):
        dv.check(NET, thresholds={"none": 1.0})
    with pytest.raises(OptionError, match="thresholds must be a dict by names"):
        dv.check(NET, thresholds=["dead-rows"])  # type: ignore[arg-type]


def test_options_of_checks_may_be_shared_by_trainings_and_models() -> None:
    found = dv.check([np.zeros((3, 2))], ignore=["overfitting", "dead-rows"], thresholds={"plateau": 0.1})
    assert found.checks == dv.check([np.zeros((3, 2))], ignore="dead-rows").checks
    with pytest.raises(OptionError, match=r"unknown check 'overfiting'.*did you mean 'overfitting'"):
        dv.check(NET, ignore=["overfiting"])


def test_options_of_a_report_are_checked_where_nothing_needs_them() -> None:
    with pytest.raises(OptionError, match=r"unknown task 'classifcation'.*did you mean 'classification'"):
        dv.report(NET, task="classifcation")
    with pytest.raises(OptionError, match="unknown PDF engine 'chrome'; choose one of: auto, plutoprint, weasyprint, chromium"):
        dv.report(NET, pdf_engine="chrome")


def test_a_report_tells_what_it_was_given(tmp_path: Path) -> None:
    told: list[str] = []
    report = dv.report(NET, history={"loss": [1.0, 0.5]}, title="Mine & yours", seed=7, date="2026-01-02", progress=told.append)
    for text in ("Mine &amp; yours", "2026-01-02", 'id="training"'):
        assert text in report.html
    assert told[0] == "reading the model"
    assert report.save(tmp_path / "r.html") == tmp_path / "r.html"
    assert 'id="training"' not in dv.report(NET).html


def test_data_needs_something_that_predicts() -> None:
    with pytest.raises(UnsupportedInputError, match="predict"):
        dv.report(NET, data=(np.ones((4, 3)), np.ones(4)))


@pytest.mark.parametrize("form", [tuple, np.array, iter])
def test_names_come_in_any_sequence(form: Any) -> None:
    names: dict[str, list[str]] = {"class_names": ["cat", "dog"], "feature_names": ["a", "b", "c"]}
    plain = dv.report([np.ones((3, 2))], **names)  # type: ignore[arg-type]
    other = dv.report([np.ones((3, 2))], **{option: form(value) for option, value in names.items()})
    assert other.html == plain.html
    assert "dog" in plain.html


def test_names_that_are_none_are_reported() -> None:
    with pytest.raises(OptionError, match="class_names must be a sequence of names"):
        dv.report([np.ones((3, 2))], class_names=3)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="2 names, but there are 3 inputs"):
        dv.report([np.ones((3, 2))], feature_names=np.array(["a", "b"]))


def test_what_is_ignored_comes_in_any_sequence() -> None:
    found = dv.check([np.zeros((3, 2))])
    checks = list({finding.check for finding in found.findings})
    assert (
        dv.check([np.zeros((3, 2))], ignore=np.array(checks[:1])).findings
        == dv.check([np.zeros((3, 2))], ignore=checks[0]).findings
    )
    words = np.array(["weights", "names"])
    assert not dv.compare([np.ones((3, 2))], [np.zeros((3, 2))], ignore=words)
    with pytest.raises(OptionError, match="a comparison stands alone"):
        dv.diff(dv.compare([np.ones((3, 2))], [np.zeros((3, 2))]), ignore=words)


def test_a_report_needs_no_more_than_the_folder_of_a_run(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    graph = Graph("little", "Sequential", (Node("n0", Layer("dense", "dense", "Dense", weights=(KERNEL_WEIGHT,))),))
    (tmp_path / "7" / "model.json").write_text(graph.to_json(), encoding="utf-8")
    made = dv.report(tmp_path / "7")
    assert made.context.heading == "little"
    ids = [section.id for section in made.sections]
    assert {"architecture", "weights", "training", "training_findings", "training_layers"} <= set(ids)
    assert "finished after 3 of 3 epochs" in made.html
    assert "It was read from the log of the training 7, with the weights after epoch 3." in made.html
    assert made.save(tmp_path / "7" / "report.html").__class__ is not tuple


def test_the_folder_of_a_run_is_a_model_wherever_a_model_is_taken(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    with pytest.raises(UnsupportedInputError, match="does not have the model"):
        dv.summary(tmp_path / "7")
    graph = Graph("little", "Sequential", (Node("n0", Layer("dense", "dense", "Dense", weights=(KERNEL_WEIGHT,))),))
    (tmp_path / "7" / "model.json").write_text(graph.to_json(), encoding="utf-8")
    assert dv.summary(tmp_path / "7").parameter_count == 6
    assert dv.read(tmp_path / "7").layers[0].weights[0].array.tolist() == [[0, 3, 6], [9, 12, 15]]


def test_a_log_without_a_model_has_a_report_on_the_training_alone(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    made = dv.report(log)
    assert [section.id for section in made.sections] == [
        "summary",
        "overview",
        "training",
        "training_findings",
        "reproducibility",
    ]
    assert "this report is on the training alone" in made.html
    assert made.pdf.startswith(b"%PDF")


def test_a_model_takes_its_history_from_a_log_and_a_log_no_second_history(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    assert 'id="training_layers"' in dv.report(NET, history=tmp_path / "7").html
    with pytest.raises(OptionError, match="'7' is a training log itself"):
        dv.report(tmp_path / "7", history={"loss": [1.0]})


def test_a_check_of_a_run_has_findings_on_the_training_and_on_the_model(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    graph = Graph("little", "Sequential", (Node("n0", Layer("dense", "dense", "Dense", weights=(KERNEL_WEIGHT,))),))
    (tmp_path / "7" / "model.json").write_text(graph.to_json(), encoding="utf-8")
    found = dv.check(tmp_path / "7")
    assert {"training-not-finite", "all-zero"} <= set(found.checks)
    assert (found.epochs, found.layers, found.weights) == (3, 1, 1)
    assert "3 epochs, 1 layer, 1 weight" in str(found)
    everything = [finding.check for finding in found.findings]
    assert not dv.check(tmp_path / "7", ignore=everything)
    with pytest.raises(OptionError, match="'nothing'"):
        dv.check(tmp_path / "7", ignore=("nothing",))


def test_a_log_with_the_architecture_alone_lacks_no_weights() -> None:
    log = DATA / "logs" / "keras"
    found = dv.check(log)
    assert "missing-weights" not in found.checks
    assert found.layers == 2
    page = dv.report(log).html
    assert "missing-weights" not in page
    assert "It was read from the log of the training keras." in page


def test_inputs_of_a_network_of_arrays_are_shown_without_keras() -> None:
    made = dv.report(NET, inputs=np.ones((5, 3)))
    assert {"activations", "explanations"} <= {section.id for section in made.sections}
    assert "The numbers are of 5 samples" in made.html
    assert made.html == dv.report(NET, inputs=np.ones((5, 3))).html
    assert made.pdf.startswith(b"%PDF")
    assert 'id="activations"' not in dv.report(NET).html


def test_inputs_that_do_not_fit_are_an_error_before_the_report_is_made() -> None:
    steps: list[str] = []
    with pytest.raises(ShapeError, match="the model takes samples of 3"):
        dv.report(NET, inputs=np.ones((5, 4)), progress=steps.append)
    with pytest.raises(ShapeError, match="there are 5 inputs, and 2 answers"):
        dv.report(NET, inputs=np.ones((5, 3)), targets=[0, 1], progress=steps.append)
    with pytest.raises(OptionError, match="targets are the true answers for inputs"):
        dv.report(NET, targets=[0, 1])
    assert set(steps) == {"reading the model"}


def test_inputs_of_a_file_need_the_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dotnet_viz.explain.live.live_model.find_spec", lambda name: None)
    with pytest.raises(MissingDependencyError, match="needs Keras and a backend: pip install tensorflow"):
        dv.report(DATA / "models" / "mlp-6-3-7.keras", inputs=np.ones((2, 6)))


def test_the_folder_of_a_run_has_activations_where_its_model_is_dense(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    graph = read_arrays([np.ones((2, 3))])
    (tmp_path / "7" / "model.json").write_text(graph.to_json(), encoding="utf-8")
    made = dv.report(tmp_path / "7", inputs=np.ones((2, 2)))
    assert 'id="activations"' in made.html
    (tmp_path / "log.csv").write_text("epoch,loss\n0,1.0\n")
    with pytest.raises(OptionError, match="inputs need a model"):
        dv.report(tmp_path / "log.csv", inputs=np.ones((2, 2)))


@pytest.mark.keras
def test_true_answers_are_those_of_the_data() -> None:
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
    x = np.random.default_rng(0).random((8, 3))
    page = dv.report(model, data=(x, np.tile([0, 1], 4)), inputs=x[:2], class_names=["cat", "dog"]).html
    assert "Input 1, predicted: " in page
    assert "; true: " in page or "; wrong, it is " in page


class Sure:
    """A model that is right about labels that stand in its first column."""

    def predict(self, x: Any) -> Any:
        return np.eye(2)[np.asarray(x)[:, 0].astype(int)]


FEATURES = np.column_stack([np.tile([0, 1], 10), np.arange(20.0), np.arange(20.0) ** 2])


def test_data_that_are_made_piece_by_piece_are_described() -> None:
    stream = ((FEATURES[:6], FEATURES[:6, 0].astype(int)) for _ in range(10**9))
    made = reports_on(data=stream, max_samples=15)
    assert "generator: the first 15 samples of an unknown number" in made.html
    assert made.context.measured is not None
    assert made.context.measured.samples == 15


def reports_on(**options: Any) -> Any:
    graph = read_arrays([np.ones((3, 2))])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dotnet_viz.api.reading.read", lambda model: graph)
        return dv.report(Sure(), **options)


def test_a_file_of_a_table_is_evaluated_and_its_columns_are_named(tmp_path: Path) -> None:
    rows = "".join(f"{int(a)},{b},{c},{int(a)}\n" for a, b, c in FEATURES)
    (tmp_path / "t.csv").write_text(f"first,second,third,kind\n{rows}", encoding="utf-8")
    made = reports_on(data=tmp_path / "t.csv", target="kind")
    assert "t.csv: all 20 samples, labels in &#39;kind&#39;" in made.html
    assert "second" in made.html
    assert made.context.measured.outputs[0].accuracy == 1


def test_data_without_labels_are_shown_and_the_report_says_so() -> None:
    made = dv.report(NET, data=np.ones((5, 3)))
    assert [section.id for section in made.sections if section.id in ("data", "activations", "evaluation")] == [
        "activations",
        "data",
    ]
    assert "The data have no labels, so that the model is not evaluated." in made.html


def test_predictions_stand_in_for_a_model_that_can_predict(tmp_path: Path) -> None:
    file = DATA / "models" / "mlp-6-3-7.keras"
    made = dv.report(file, predictions=([0, 1, 1], [0.2, 0.9, 0.4]))
    assert 'id="evaluation"' in made.html
    (tmp_path / "p.csv").write_text("y_true,cat,dog\ncat,0.9,0.1\ndog,0.3,0.7\n", encoding="utf-8")
    assert "dog" in dv.report(file, predictions=tmp_path / "p.csv").html
    with pytest.raises(OptionError, match="predictions must be a pair"):
        dv.report(file, predictions=[1, 2, 3])  # type: ignore[arg-type]


def test_predictions_and_data_of_other_samples_are_an_error() -> None:
    true, scores = [0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]
    x = np.ones((3, 3))
    made = dv.report(NET, data=(x, [0, 1, 1]), predictions=(true, scores))
    assert "3 samples whose predictions were given; the model was not run on them" in made.html
    with pytest.raises(ShapeError, match=r"data has 4 samples, and predictions 3"):
        dv.report(NET, data=(np.ones((4, 3)), [0, 1, 1, 0]), predictions=(true, scores))
    with pytest.raises(ShapeError, match=r"the labels of data differ from those of predictions in 1 of 3 samples"):
        dv.report(NET, data=(x, [0, 1, 0]), predictions=(true, scores))
    with pytest.raises(OptionError, match="mask= and ignore= leave out pixels"):
        dv.report(NET, predictions=(true, scores), ignore=0)


@pytest.mark.parametrize("options", [{"target": "label"}, {"max_samples": 5}, {"training_data": np.ones((2, 3))}])
def test_what_is_of_data_needs_data(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=f"{next(iter(options))} is of data, which is not given"):
        dv.report(NET, **options)


def test_data_for_a_file_need_the_backend_or_predictions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dotnet_viz.explain.live.live_model.find_spec", lambda name: None)
    with pytest.raises(
        MissingDependencyError, match=r"needs Keras.*evaluate predictions that were made elsewhere: predictions="
    ):
        dv.report(DATA / "models" / "mlp-6-3-7.keras", data=(np.ones((2, 6)), [0, 1]))


def test_words_of_other_tools_for_data_are_answered_with_ours() -> None:
    with pytest.raises(
        UnsupportedInputError, match="report has no option 'validation_data'; what it takes in its place is data="
    ):
        dv.report(NET, validation_data=(np.ones((2, 3)), [0, 1]))
    with pytest.raises(
        UnsupportedInputError, match="evaluate has no option 'validation_data'; what it takes in its place is x="
    ):
        dv.evaluate(NET, validation_data=(np.ones((2, 3)), [0, 1]))


@pytest.mark.keras
def test_reports_on_data_sets_of_tensorflow_and_loaders_of_pytorch() -> None:
    keras = pytest.importorskip("keras")
    tf = pytest.importorskip("tensorflow")
    torch = pytest.importorskip("torch")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
    x, y = FEATURES.astype("float32"), FEATURES[:, 0].astype(int)
    whole: Any = dv.report(model, data=(x, y))
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.tensor(x), torch.tensor(y)), batch_size=8)
    for data in (tf.data.Dataset.from_tensor_slices((x, y)).batch(8), loader):
        found: Any = dv.report(model, data=data)
        assert found.context.measured.outputs[0].accuracy == whole.context.measured.outputs[0].accuracy
        assert "all 20 samples" in found.html
    with pytest.raises(ShapeError, match="the model takes samples of the shape 3, but these have 2"):
        dv.report(model, data=(x[:, :2], y))


@pytest.mark.keras
def test_the_data_set_that_a_training_was_validated_with_is_taken_as_it_is(tmp_path: Path) -> None:
    keras = pytest.importorskip("keras")
    tf = pytest.importorskip("tensorflow")
    x, y = FEATURES.astype("float32"), FEATURES[:, 0].astype(int)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    training = tf.data.Dataset.from_tensor_slices((x, y)).batch(5)
    validation = training.take(2)
    record = dv.ReportCallback(tmp_path / "run")
    model.fit(training, validation_data=validation, epochs=2, verbose=0, callbacks=[record])
    made = dv.report(model, history=tmp_path / "run", data=validation, training_data=training)
    assert {"training", "data", "evaluation"} <= {section.id for section in made.sections}
    assert "10 samples are in the data of the training too" in made.html


def test_a_date_may_be_one_of_datetime_and_other_texts_are_texts() -> None:
    number: Any = 7
    assert dv.report(NET, date=date(2026, 11, 28), title=number).to_dict()["date"] == "2026-11-28"
    assert dv.model_card(NET, date=date(2026, 11, 28)).entries("model_details")["date"] == "2026-11-28"
    wrong: tuple[dict[str, Any], ...] = ({"title": np.ones(2)}, {"date": ["2026"]})
    for options in wrong:
        with pytest.raises(OptionError, match="must be a text, not"):
            dv.report(NET, **options)
    with pytest.raises(TemplateError, match="there is no folder '7'"):
        _ = dv.report(NET, templates=number, sections=("summary",)).html
