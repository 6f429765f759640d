from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from dotnet_viz.measures.evaluation.intervals.bootstrap import bootstrap, drawn_weights, draws_of
from tests.measures.evaluation.builders import scored


def test_each_end_is_a_quantile_of_what_scikit_learn_measures_on_the_same_draws() -> None:
    true, scores = scored(120, 3, digits=2)
    chosen = scores.argmax(axis=1)
    found = {(one.of, one.measure): one for one in bootstrap(class_predictions("", scores, true), 40, seed=3)}
    weights = list(drawn_weights(120, 40, 3))
    expected = {
        ("all", "accuracy"): [metrics.accuracy_score(true, chosen, sample_weight=one) for one in weights],
        ("all", "balanced accuracy"): [metrics.balanced_accuracy_score(true, chosen, sample_weight=one) for one in weights],
        ("macro average", "f1"): [metrics.f1_score(true, chosen, average="macro", sample_weight=one) for one in weights],
        ("weighted average", "recall"): [
            metrics.recall_score(true, chosen, average="weighted", sample_weight=one) for one in weights
        ],
        ("2", "precision"): [metrics.precision_score(true == 2, chosen == 2, sample_weight=one) for one in weights],
        ("1", "ROC AUC"): [metrics.roc_auc_score(true == 1, scores[:, 1], sample_weight=one) for one in weights],
        ("1", "average precision"): [
            metrics.average_precision_score(true == 1, scores[:, 1], sample_weight=one) for one in weights
        ],
    }
    for key, values in expected.items():
        assert (found[key].low, found[key].high) == pytest.approx(tuple(np.quantile(values, [0.025, 0.975]))), key
        assert found[key].low <= found[key].value <= found[key].high


def test_a_draw_is_of_as_many_samples_and_the_same_for_a_seed() -> None:
    one, other = (list(drawn_weights(50, 3, seed)) for seed in (0, 1))
    assert [weights.sum() for weights in one] == [50] * 3
    assert not all((a == b).all() for a, b in zip(one, other, strict=True))
    true, scores = scored(60, 2)
    predictions = class_predictions("", scores[:, 1], true)
    assert bootstrap(predictions, 30) == bootstrap(predictions, 30)


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(5)
    held = 0
    for _ in range(100):
        true = random.integers(0, 2, 80)
        chosen = np.where(random.random(80) < 0.8, true, 1 - true)
        accuracy = bootstrap(class_predictions("", chosen, true), 200)[0]
        held += accuracy.low <= 0.8 <= accuracy.high
    assert 87 <= held <= 100


def test_many_labels_have_intervals_too() -> None:
    random = np.random.default_rng(0)
    true = random.integers(0, 2, (80, 3))
    scores = np.clip(true * 0.4 + random.random((80, 3)) * 0.6, 0, 1)
    found = {(one.of, one.measure): one for one in bootstrap(class_predictions("", scores, true), 30)}
    weights = list(drawn_weights(80, 30, 0))
    values = [metrics.f1_score(true, scores > 0.5, average="macro", sample_weight=one) for one in weights]
    assert found["macro average", "f1"].high == pytest.approx(np.quantile(values, 0.975))


def test_large_data_has_fewer_draws_unless_asked_for() -> None:
    small, large = (class_predictions("", np.zeros(count), np.arange(count) % 2) for count in (100, 300_000))
    assert (draws_of(True, small), draws_of(True, large), draws_of(500, large), draws_of(False, small)) == (1000, 166, 500, 0)
    for wrong in (0, 1, -5):
        with pytest.raises(OptionError, match="at least 2"):
            draws_of(wrong, small)
    with pytest.raises(OptionError, match="at most 100,000 draws, not 1,000,000,000; True takes"):
        draws_of(10**9, small)
    with pytest.raises(OptionError, match="level"):
        bootstrap(small, 10, level=95)
