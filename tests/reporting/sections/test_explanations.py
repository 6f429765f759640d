from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.readers import read
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.printing.figures import fits_a_page
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.sections import explanations
from tests.explain.attribution import references

NET = [(np.array([[1.0, -1.0], [2.0, 0.5]]), None, "relu"), (np.eye(2), None, "softmax")]
IMAGES = np.random.default_rng(0).random((6, 10, 10, 2)).astype("float32")


def build(model: Any, x: Any, **given: Any) -> SectionData:
    section = explanations.build(ReportContext(read(model), model=model, inputs=x, **given))
    assert section is not None
    return section


def rows(section: SectionData) -> list[list[str]]:
    return [[cell.text for cell in row] for row in section.data["table"].rows]


def titles(section: SectionData) -> list[str]:
    return [column.title for column in section.data["table"].columns]


def convolutional(units: int = 4, activation: str | None = "softmax", **last: Any) -> Any:
    import keras

    layers = keras.layers
    return references.fixed_weights(
        keras.Sequential([keras.Input((10, 10, 2)), layers.Conv2D(4, 3, activation="relu", name="conv"), layers.Flatten(),
                          layers.Dense(units, activation=activation, name="out", **last)], name="net")
    )  # fmt: skip


def test_a_network_of_arrays_has_its_contributions_and_a_line_for_the_rest() -> None:
    section = build(NET, np.array([[1.0, 1.0], [0.0, 1.0]]), class_names=["no", "yes"], feature_names=["age", "size"])
    assert section.data["failures"] == (
        "There are no attributions: they need a live Keras model, or a file that Keras can load",
    )
    assert section.data["table"] is None
    for name in ("age", "size", "yes", "weight × activation"):
        assert name in section.data["contributions"].svg


def test_on_paper_the_contributions_of_a_deep_network_are_one_picture_that_can_be_read() -> None:
    random = np.random.default_rng(0)
    deep = [(random.normal(size=(48, units)) / 7, None, "relu") for units in (*[48] * 9, 26)]
    section = build(deep, random.random((1, 48)))
    assert "dense_1<" in section.data["contributions"].svg
    assert fits_a_page(section.data["print_contributions"])
    assert not fits_a_page(section.data["contributions"])


@pytest.mark.parametrize("outputs", [48, 100])
@pytest.mark.parametrize("are_named", [False, True])
def test_on_paper_the_contributions_to_many_outputs_are_one_picture_that_can_be_read(outputs: int, are_named: bool) -> None:
    random = np.random.default_rng(0)
    net = [(random.normal(size=shape) / 7, None, "relu") for shape in ((64, 32), (32, outputs))]
    names = [f"class {number}" for number in range(outputs)] if are_named else None
    section = build(net, random.random((1, 64)), class_names=names)
    assert fits_a_page(section.data["print_contributions"])


def test_a_wide_network_has_no_graph_of_contributions() -> None:
    assert build([np.ones((600, 500))], np.ones((1, 600))).data["contributions"] is None


def test_without_inputs_there_is_no_section() -> None:
    assert explanations.build(ReportContext(read(NET))) is None


@pytest.mark.keras
def test_the_first_inputs_have_their_classes_and_a_wrong_answer_the_map_of_the_right_one() -> None:
    model = convolutional()
    predicted = np.asarray(model(IMAGES)).argmax(axis=1)
    true = predicted.copy()
    true[1] = (true[1] + 1) % 4
    names = ["cat", "dog", "hen", "pig"]
    section = build(model, IMAGES, targets=true, class_names=names)
    assert section.data["failures"] == ()
    assert section.data["lead"].endswith("The first 4 inputs are explained, of 6.")
    assert section.data["notes"] == ("The score is the logit: the last softmax is left out.",)
    expected = [[str(number + 1), names[predicted[number]], names[true[number]]] for number in (0, 1, 1, 2, 3)]
    assert [row[:3] for row in rows(section)] == expected
    assert [row[3] for row in rows(section)][1:3] == [names[predicted[1]], names[true[1]]]
    assert titles(section) == ["Input", "Predicted", "True", "Map of", "Output", "Deletion", "Insertion"]
    captions = [figure.caption for figure in section.data["figures"]]
    assert f"wrong, it is {names[true[1]]}" in captions[1]
    assert captions[0].endswith(f"; true: {names[true[0]]}.")
    assert section.data["contributions"] is None


@pytest.mark.keras
@pytest.mark.parametrize("form", ["one-hot", "column", "words"])
def test_true_classes_come_as_those_of_an_evaluation(form: str) -> None:
    labels = np.array([0, 1, 2, 3, 3, 0])
    forms = {"one-hot": np.eye(4)[labels], "column": labels[:, np.newaxis], "words": np.array([*"abcd"])[labels]}
    section = build(convolutional(), IMAGES, targets=forms[form])
    assert [row[2] for row in rows(section)][-1] == "3"


@pytest.mark.keras
def test_a_number_is_no_class() -> None:
    section = build(convolutional(1, None), IMAGES[:1], targets=[0.25])
    assert rows(section)[0][:4] == ["1", "out", "0.25", "out"]
    assert build(convolutional(1, "sigmoid"), IMAGES[:1], targets=[1]).data["table"].rows[0][2].text == "1"
    three = build(convolutional(3, None), IMAGES[:1], targets=np.array([[0.5, 0.25, 0.1]]))
    assert titles(three)[2] == "Map of"


@pytest.mark.keras
def test_shuffled_weights_are_compared_on_request() -> None:
    section = build(convolutional(), IMAGES[:1], check_explanations=True)
    assert titles(section)[-1] == "Shuffled weights"
    assert 0 <= float(rows(section)[0][-1]) <= 1
    assert "rank correlation" in section.data["figures"][0].svg
    assert section.data["has_shuffled"]


@pytest.mark.keras
def test_a_dense_model_has_integrated_gradients_and_contributions() -> None:
    import keras

    model = references.fixed_weights(
        keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, "relu"), keras.layers.Dense(2)])
    )
    section = build(model, np.ones((1, 3)))
    assert section.data["lead"].startswith("Integrated gradients")
    assert section.data["contributions"] is not None


@pytest.mark.keras
def test_each_of_several_inputs_has_a_map_of_its_own() -> None:
    import keras

    layers = keras.layers
    left, right = keras.Input((8, 8, 1), name="left"), keras.Input((8, 8, 1), name="right")
    conv = layers.Conv2D(3, 3, activation="relu", name="shared")
    distance = layers.Subtract()([layers.Flatten()(conv(side)) for side in (left, right)])
    model = references.fixed_weights(keras.Model([left, right], layers.Dense(1, activation="sigmoid")(distance)))
    x = IMAGES[:, :8, :8, :1]
    section = build(model, [x, x[::-1]])
    assert [row[2].rpartition(", ")[2] for row in rows(section)][:2] == ["left", "right"]
    assert len(section.data["figures"]) == 4
    assert build(model, {"left": x, "right": x[::-1]}).data["table"] == section.data["table"]


@pytest.mark.keras
def test_layers_that_fail_cost_their_section_a_line_and_the_report_nothing() -> None:
    import keras

    import dotnet_viz as dv

    class Failing(keras.layers.Layer):  # type: ignore[misc]
        fails = False

        def call(self, x: Any) -> Any:
            if self.fails:
                raise ArithmeticError("no luck\nat all")
            return x

    failing = Failing()
    model = keras.Sequential([keras.Input((3,)), failing, keras.layers.Dense(2)])
    failing.fails = True
    page = dv.report(model, inputs=np.ones((2, 3))).html
    for section in ("activations", "attributions"):
        assert f"There are no {section}: Exception encountered when calling Failing.call(). no luck at all</p>" in page
    assert 'id="weights"' in page
