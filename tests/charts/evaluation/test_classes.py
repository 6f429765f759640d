from __future__ import annotations

from dotnet_viz.charts.evaluation.classes import ROWS, per_class_chart
from dotnet_viz.measures.evaluation.classifiers.classification import ClassScore
from tests.charts.reading import texts


def score(name: str, f1: float = 0.5) -> ClassScore:
    return ClassScore(name, 0.6, 0.4, f1, 1200)


def test_classes_and_averages_have_a_row_each_with_their_samples() -> None:
    chart = per_class_chart([score("cat"), score("dog", 0.3)], [score("macro average")])
    shown = texts(chart)
    assert {"cat", "dog", "macro average", "1,200 samples", "precision", "recall", "F1"} <= set(shown)
    assert chart.to_dict()["f1"] == [0.5, 0.3]
    assert chart.to_dict()["macro average"]["recall"] == 0.4
    assert "smallest for dog" in chart.alternative


def test_of_many_classes_the_worst_are_drawn_and_all_are_kept() -> None:
    scores = [score(f"class {index}", index / 1000) for index in range(1000)]
    chart = per_class_chart(scores)
    shown = texts(chart)
    assert f"the {ROWS} of 1,000 classes with the smallest F1" in shown
    assert "class 39" in shown
    assert "class 40" not in shown
    assert len(chart.to_frame()) == 1000
    assert len(chart.svg) < 100_000
