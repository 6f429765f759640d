from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, mean_absolute_error, precision_recall_fscore_support, r2_score

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.evaluation.sequences import accuracy_by_step, measure_tokens, regress_sequences
from dotnet_viz.translation.translate import in_language

RANDOM = np.random.default_rng(3)
TAGS = RANDOM.integers(0, 3, (20, 8))
LOGITS = np.eye(3)[TAGS] * 2 + RANDOM.normal(size=(20, 8, 3))
KEPT = np.arange(8) < RANDOM.integers(1, 9, 20)[:, np.newaxis]
KEPT[4] = False


def test_classes_of_positions_are_measured_as_scikit_learn_measures_them() -> None:
    found = measure_tokens("", LOGITS, TAGS, KEPT, class_names=["a", "b", "c"])
    true, chosen = TAGS[KEPT], LOGITS.argmax(axis=-1)[KEPT]
    assert found.accuracy == pytest.approx(accuracy_score(true, chosen))
    precision, recall, f1, support = precision_recall_fscore_support(true, chosen)
    assert [score.f1 for score in found.classes] == pytest.approx(f1)
    assert [score.support for score in found.classes] == support.tolist()
    assert (precision[0], recall[0]) == pytest.approx((found.classes[0].precision, found.classes[0].recall))


def test_a_sequence_is_right_where_all_its_steps_are_that_count() -> None:
    found = measure_tokens("", LOGITS, TAGS, KEPT)
    is_right = (LOGITS.argmax(axis=-1) == TAGS) | ~KEPT
    assert found.sequence_accuracy == pytest.approx(np.delete(is_right.all(axis=1), 4).mean())
    assert "1 of 20 sequences have no position that counts." in found.notes


def test_accuracy_at_each_step_is_of_the_sequences_that_have_it() -> None:
    shares = accuracy_by_step(measure_tokens("", LOGITS, TAGS, KEPT))
    for index, share in enumerate(shares):
        of_step = KEPT[:, index]
        assert share.count == of_step.sum()
        assert share.accuracy == pytest.approx((LOGITS[of_step, index].argmax(axis=-1) == TAGS[of_step, index]).mean())
        assert share.low <= share.accuracy <= share.high


def test_labels_one_hot_rows_and_texts_are_taken() -> None:
    wanted = measure_tokens("", LOGITS, TAGS, KEPT).confusion
    assert wanted is not None
    for predicted, true in (
        (LOGITS, np.eye(3)[TAGS]),
        (LOGITS, TAGS[..., np.newaxis]),
        (LOGITS.argmax(axis=-1), TAGS),
        (np.array(["a", "b", "c"])[LOGITS.argmax(axis=-1)], np.array(["a", "b", "c"])[TAGS]),
    ):
        found = measure_tokens("", predicted, true, KEPT).confusion
        assert found is not None
        assert found.tolist() == wanted.tolist()


def test_amounts_are_measured_at_the_positions_that_count() -> None:
    true = RANDOM.normal(size=(20, 8, 2))
    predicted = true + RANDOM.normal(size=true.shape)
    found = regress_sequences("", predicted, true, KEPT)
    assert found.overall.mean_absolute_error == pytest.approx(mean_absolute_error(true[KEPT], predicted[KEPT]))
    assert found.overall.r2 == pytest.approx(r2_score(true[KEPT], predicted[KEPT]))
    by_step = found.positions.mean_by_step(np.abs(found.residuals).mean(axis=1))
    for index, value in enumerate(by_step):
        of_step = KEPT[:, index]
        assert value == pytest.approx(mean_absolute_error(true[of_step, index], predicted[of_step, index]))


def test_amounts_that_are_not_finite_are_left_out_with_their_position() -> None:
    true = np.ones((3, 4))
    predicted = np.ones((3, 4), dtype=np.float32)
    predicted[1, 2] = np.nan
    found = regress_sequences("", predicted, true)
    assert found.positions.count_by_step.tolist() == [3, 3, 2, 3]
    assert any("not finite" in note for note in found.notes)


def test_what_does_not_fit_is_an_error() -> None:
    with pytest.raises(ShapeError, match="20 sequences of 8 steps, and the predictions have 20 of 5"):
        measure_tokens("", LOGITS[:, :5], TAGS)
    with pytest.raises(ShapeError, match="one value for each step"):
        measure_tokens("", LOGITS, TAGS, np.ones((20, 8, 3), dtype=bool))
    with pytest.raises(ShapeError, match="does not fit"):
        regress_sequences("", LOGITS, TAGS)
    with pytest.raises(ShapeError, match="no steps"):
        regress_sequences("", np.zeros((3, 0)), np.zeros((3, 0)))
    with pytest.raises(ShapeError, match="sequences have the shape"):
        measure_tokens("", np.zeros(3), np.zeros(3))


def test_what_is_left_out_is_said_in_the_language_of_the_evaluation() -> None:
    kept = np.array([[True, True], [False, False]])
    values = np.array([[1.0, np.nan], [1.0, 1.0]])
    with in_language("pt_BR"):
        notes = regress_sequences("", values, np.ones((2, 2)), kept).notes
    assert notes == (
        "Omitido: 1 posição com um valor que não é finito.",
        "Omitido: 3 de 4 posições.",
        "1 de 2 sequências não têm nenhuma posição que conte.",
    )
