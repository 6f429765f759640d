from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.reporting.card.card import ModelCard
from dotnet_viz.reporting.given.report_input import ReportInput
from tests.reporting.builders import model_graph

X = np.arange(12.0).reshape(6, 2)
Y = np.array([0, 0, 0, 1, 1, 1])


def test_the_heading_is_the_title_or_the_name_in_the_card_or_the_models_or_its_class() -> None:
    assert ReportInput(model_graph(), title="Mine").heading == "Mine"
    assert ReportInput(model_graph()).heading == "digits"
    assert ReportInput(model_graph("")).heading == "Sequential"
    named = ModelCard(name="Handwritten digits")
    assert ReportInput(model_graph(), card=named).heading == "Handwritten digits"
    assert ReportInput(model_graph(), card=named, title="Mine").heading == "Mine"
    assert ReportInput(model_graph(), card=ModelCard(license="mit")).heading == "digits"


@pytest.mark.parametrize("data", [X, (X,), (X, Y, Y), "xy"])
def test_data_must_be_a_pair(data: Any) -> None:
    with pytest.raises(OptionError, match="pair"):
        ReportInput(model_graph(), data=data)
