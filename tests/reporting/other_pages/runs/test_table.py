from __future__ import annotations

from dataclasses import replace

from dotnet_viz.reporting.other_pages.browsing import MAX_METRICS
from dotnet_viz.reporting.other_pages.runs.table import MAX_SETTINGS, table_of_runs
from tests.reporting.other_pages.runs.builders import sweep


def test_settings_that_differ_are_columns_and_the_others_are_listed_once() -> None:
    table = table_of_runs(sweep())
    settings = [column.title for column in table.columns if column.kind == "setting"]
    assert settings == ["optimizer", "optimizer.learning_rate", "amsgrad"]
    assert [(fact.name, fact.value) for fact in table.common] == [("backend", "tensorflow")]
    assert [column.numeric for column in table.columns if column.kind == "setting"] == [False, True, False]


def test_metrics_have_their_best_value_and_know_which_way_is_better() -> None:
    runs = sweep(3)
    table = table_of_runs(runs)
    metrics = [(column.title, column.better) for column in table.columns if column.kind == "metric"]
    assert metrics == [("loss", "lower"), ("accuracy", "higher")]
    index = [column.title for column in table.columns].index("loss")
    shown = [row.cells[index].sort for row in table.rows]
    assert shown == [float(f"{run.best['loss']:.6g}") for run in runs]


def test_one_run_has_all_its_settings_as_columns() -> None:
    table = table_of_runs(sweep(1))
    assert table.common == ()
    assert "backend" in [column.title for column in table.columns]


def test_very_many_metrics_and_settings_are_cut_and_counted() -> None:
    many = [
        replace(
            run,
            best={f"metric_{index}": 1.0 for index in range(30)},
            settings={f"setting_{index}": number for index in range(40)},
        )
        for number, run in enumerate(sweep(2))
    ]
    table = table_of_runs(many)
    kinds = [column.kind for column in table.columns]
    assert (kinds.count("metric"), kinds.count("setting")) == (MAX_METRICS, MAX_SETTINGS)
    assert table.notes == ("Without a column: 22 more metrics.", "Without a column: 24 more settings.")


def test_what_a_run_lacks_is_a_dash_that_sorts_last() -> None:
    runs = sweep(2)
    table = table_of_runs([runs[0], replace(runs[1], best={}, settings={})])
    loss = [column.title for column in table.columns].index("loss")
    assert (table.rows[1].cells[loss].text, table.rows[1].cells[loss].sort) == ("–", None)
