"""Models that moved into a wrapper or out of one."""

from __future__ import annotations

import pytest

from dotnet_viz import readers
from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.matching import wrapped_models
from dotnet_viz.measures.comparison.matching.wrapped_models import matched
from tests.conftest import DATA

MODELS = DATA / "models"
WRAPPED, PLAIN = (readers.read(MODELS / f"{name}.keras") for name in ("each-step", "at-once"))


@pytest.mark.parametrize("turned", [False, True])
def test_layers_of_a_model_are_found_in_and_out_of_a_wrapper(turned: bool) -> None:
    sides = (PLAIN, WRAPPED) if turned else (WRAPPED, PLAIN)
    found = compare_graphs(*sides, ignore="names")
    gone = found.layers.added if turned else found.layers.removed
    assert [layer.kind for layer in gone] == ["TimeDistributed"]
    assert len(found.layers.added) + len(found.layers.removed) == 1
    assert [move.match.after.name for move in found.layers.moved] == ["enc"]
    assert not found.weights.changed
    assert len(found.weights.unchanged) == 3


def test_wrappers_stay_closed_where_both_models_have_them() -> None:
    before, after, matches = matched(WRAPPED, WRAPPED)
    assert before is after is WRAPPED
    assert len(matches) == len(WRAPPED.layers)


def test_what_is_too_much_to_open_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise UnsafeFileError("too many")

    monkeypatch.setattr(wrapped_models, "expand_wrappers", refuse)
    found = compare_graphs(WRAPPED, PLAIN)
    assert [layer.kind for layer in found.layers.removed] == ["TimeDistributed"]
    assert found.layers.added
