"""Evaluation of a million predictions, all charts included, against the functions of scikit-learn that it stands on."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from typing import Any

from benchmarks.timing import QUIET, Comparison, python

BOUND = 3.0
ROUNDS = 3
SAMPLES, CLASSES = 1_000_000, 10
MAX_CHART_BYTES = 200_000


def measure() -> list[Comparison]:
    """Compare every number and chart of an evaluation with the report, the matrix and the curves of each class."""
    code = f"from benchmarks.evaluation import race; race({ROUNDS})"
    done = subprocess.run(python(code), check=True, capture_output=True, env={**os.environ, **QUIET})
    ours, theirs, largest = json.loads(done.stdout.splitlines()[-1])
    return [
        Comparison(
            f"evaluation of {SAMPLES:,} predictions in {CLASSES} classes: all numbers and charts, warm", ours, theirs,
            other="classification_report, confusion_matrix, roc_curve and precision_recall_curve of each class", bound=BOUND,
        ),
        Comparison(
            "its largest chart", largest / 1000, MAX_CHART_BYTES / 1000, other="the limit", bound=1.0, unit="kB",
        ),
    ]  # fmt: skip


def race(rounds: int) -> None:
    """Print as JSON the median seconds of both, which take turns after one unmeasured turn each, and the largest chart."""
    import numpy as np
    from sklearn.metrics import classification_report, confusion_matrix, precision_recall_curve, roc_curve

    import dotnet_viz as dv

    random = np.random.default_rng(0)
    true = random.integers(0, CLASSES, SAMPLES)
    logits = random.normal(size=(SAMPLES, CLASSES))
    logits[np.arange(SAMPLES), true] += 2
    scores = np.exp(logits)
    scores /= scores.sum(axis=1, keepdims=True)
    sizes: list[int] = []

    def ours() -> None:
        evaluation = dv.evaluate(predictions=(true, scores))
        assert evaluation.summary
        sizes.extend(len(chart.svg) for chart in evaluation.charts().values())

    def theirs() -> None:
        chosen = scores.argmax(axis=1)
        classification_report(true, chosen)
        confusion_matrix(true, chosen)
        for index in range(CLASSES):
            roc_curve(true == index, scores[:, index])
            precision_recall_curve(true == index, scores[:, index])

    seconds: dict[Callable[[], Any], list[float]] = {ours: [], theirs: []}
    for turn in range(rounds + 1):
        for run, measured in seconds.items():
            start = time.perf_counter()
            run()
            if turn:
                measured.append(time.perf_counter() - start)
    print(json.dumps([*(statistics.median(found) for found in seconds.values()), max(sizes)]))
