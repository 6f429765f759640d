from __future__ import annotations

from dataclasses import replace

import numpy as np

from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.statements.data_origins import origins_table
from tests.charts.training.builders import curve
from tests.reporting.builders import estimator_context, full_context, model_graph


def rows(context: ReportContext) -> dict[str, str]:
    table = origins_table(context)
    return {} if table is None else {row[0].text: row[1].text for row in table.rows}


def test_each_kind_of_figures_has_its_data() -> None:
    found = rows(full_context())
    assert list(found) == ["Training", "Evaluation", "Activations and explanations"]
    assert "validation data where they are named so" in found["Training"]
    assert found["Evaluation"] == "6 samples whose predictions were given"
    assert found["Activations and explanations"] == "the inputs that were given beside the data"


def test_inputs_that_are_the_data_are_called_so() -> None:
    x = np.ones((5, 4))
    run = TrainingRun("a", "Keras", (curve("loss", [2.0, 1.0]),))
    found = rows(ReportContext(model_graph(), run=run, data=(x, None), inputs=x))
    assert found == {
        "Training": "the training data of the log",
        "Activations and explanations": "the first of the samples of this section",
    }


def test_importances_are_of_some_rows() -> None:
    context = estimator_context()
    assert context.data is not None
    assert rows(context)["Importances"] == "all samples of this section"
    x, y = (np.concatenate([part] * (1001 // len(part) + 1)) for part in context.data)
    assert rows(replace(context, data=(x, y)))["Importances"] == "at most 1,000 of the samples of this section, evenly chosen"


def test_where_all_figures_are_from_one_source_nothing_is_said() -> None:
    assert origins_table(ReportContext(model_graph())) is None
