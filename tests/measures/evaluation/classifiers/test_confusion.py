from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.classifiers.confusion import confusion_table, most_confused, shares
from tests.measures.evaluation.builders import scored


def counts_of(classes: int, samples: int = 2000) -> np.ndarray:
    true, scores = scored(samples, classes)
    found: np.ndarray = confusion_matrix(true, scores.argmax(axis=1), labels=range(classes))
    return found


@pytest.mark.parametrize("normalize", ["true", "pred", "all"])
def test_shares_are_those_of_scikit_learn(normalize: str) -> None:
    true, scores = scored(500, 4)
    chosen = scores.argmax(axis=1)
    expected = confusion_matrix(true, chosen, normalize=normalize)
    np.testing.assert_allclose(shares(confusion_matrix(true, chosen), normalize), expected)


def test_a_thousand_classes_are_folded_to_the_most_confused_and_no_sample_is_lost() -> None:
    random = np.random.default_rng(0)
    true = random.integers(0, 1000, 20_000)
    chosen = np.where((true == 7) & (random.random(20_000) < 0.9), 13, true)
    counts = confusion_matrix(true, chosen, labels=range(1000))
    table = confusion_table(counts, tuple(f"c{index}" for index in range(1000)), max_classes=10)
    assert {"c7", "c13", "990 other classes"} <= set(table.names)
    assert (table.folded, table.counts.shape, table.counts.sum()) == (990, (11, 11), 20_000)


def test_orders_keep_every_count() -> None:
    counts, names = counts_of(6), tuple("abcdef")
    for sort in ("classes", "errors", "confusion"):
        table = confusion_table(counts, names, sort=sort)
        for row, true in enumerate(table.names):
            for column, predicted in enumerate(table.names):
                assert table.counts[row, column] == counts[names.index(true), names.index(predicted)]


def test_classes_that_are_confused_become_neighbours() -> None:
    counts = np.diag([50] * 5)
    counts[0, 4] = counts[4, 0] = 30
    counts[1, 3] = counts[3, 1] = 20
    names = confusion_table(counts, tuple("abcde"), sort="confusion").names
    assert abs(names.index("a") - names.index("e")) == 1
    assert abs(names.index("b") - names.index("d")) == 1
    errors = confusion_table(counts, tuple("abcde"), sort="errors").names
    assert set(errors[:2]) == {"a", "e"}
    assert errors[-1] == "c"


def test_the_most_confused_pairs_come_first() -> None:
    counts = np.array([[8, 2, 0], [0, 5, 5], [0, 0, 9]])
    assert most_confused(counts, ("a", "b", "c")) == (("b", "c", 5, 0.5), ("a", "b", 2, 0.2))


@pytest.mark.parametrize("options", [{"sort": "size"}, {"max_classes": 1}])
def test_other_options_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        confusion_table(np.eye(3, dtype=int), tuple("abc"), **options)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="true, pred, all"):
        shares(np.eye(3, dtype=int), "rows")
