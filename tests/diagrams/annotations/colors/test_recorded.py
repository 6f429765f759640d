from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.cli import main
from dotnet_viz.diagrams.annotations.colors.recorded import recorded
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.training.run import TensorStatistics, TrainingRun
from tests.builders import dense_chain
from tests.conftest import DATA

MODEL = dense_chain(2, 3, 4)
NAMES = LayerNames(MODEL)
EPOCHS = np.array([1, 2])


def statistics(tensor: str, quantity: str, **values: float) -> TensorStatistics:
    return TensorStatistics(tensor, quantity, EPOCHS, {name: np.array([99.0, value]) for name, value in values.items()})


RUN = TrainingRun(
    "a",
    "test",
    statistics=(
        statistics("dense_0/kernel", "gradients", l2_norm=3.0),
        statistics("dense_0/bias", "gradients", l2_norm=4.0),
        statistics("dense_1/kernel", "gradients", l2_norm=1.0),
        statistics("dense_1", "activations", mean=0.6, standard_deviation=0.8),
        statistics("dense_0/kernel", "weights", l2_norm=50.0),
    ),
)


def test_gradients_of_a_layer_are_one_norm_in_the_last_epoch() -> None:
    assert dict(recorded("gradient", RUN, NAMES).values) == {"n1": 5.0, "n2": 1.0}


def test_activations_are_the_root_of_their_mean_square() -> None:
    assert dict(recorded("activation", RUN, NAMES).values) == {"n2": pytest.approx(1.0)}
    scene = dv.draw(MODEL, color_by="activation", record=RUN).scene
    assert scene.legends[0].title == "root mean square of activations"


def test_statistics_of_a_data_set_are_an_overlay() -> None:
    arrays = [np.array([[1.0]]), np.array([[2.0]])]
    found = dv.activation_statistics(arrays, np.array([[3.0]]))
    scene = dv.draw(arrays, overlay=found).scene
    texts = [label.text for shape in scene.shapes for label in shape.labels]
    assert "root mean square of activations: 6" in texts


def test_what_is_not_recorded() -> None:
    with pytest.raises(OptionError, match=r"color_by='gradient' needs record=\.\.\."):
        dv.draw(MODEL, color_by="gradient")
    with pytest.raises(OptionError, match=r"dv\.activation_diagram draws those of a data set"):
        dv.draw(MODEL, color_by="activation")
    with pytest.raises(OptionError, match="the log of 'training' has no gradients of the layers of this model"):
        dv.draw(MODEL, color_by="gradient", record={"loss": [0.5, 0.25]})
    with pytest.raises(OptionError, match="record is for color_by='gradient' or 'activation'"):
        dv.draw(MODEL, color_by="flops", record=RUN)


def test_the_command_names_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = str(DATA / "models" / "cnn-28x28.keras")
    (tmp_path / "log.csv").write_text("epoch,loss\n0,0.5\n", encoding="utf-8")
    words = ["draw", model, "-o", str(tmp_path / "a.svg"), "--color-by", "gradient", "--record", str(tmp_path / "log.csv")]
    assert main(words) == 2
    assert "has no gradients of the layers of this model" in capsys.readouterr().err


def test_a_model_of_a_record_is_its_own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = replace(RUN, load_graph=lambda: MODEL)
    monkeypatch.setattr("dotnet_viz.measures.training.logs.find_log_format", lambda _: object())
    monkeypatch.setattr("dotnet_viz.measures.training.logs.read_run", lambda _: run)
    by_itself, named = (dv.draw(tmp_path, color_by="gradient", record=record) for record in (None, RUN))
    assert by_itself.svg == named.svg
    assert main(["draw", str(tmp_path), "-o", str(tmp_path / "a.svg"), "--color-by", "gradient", "--quiet"]) == 0
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == named.svg
