"""Limits that users change."""

from __future__ import annotations

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.diagnostics import CHECKS
from dotnet_viz.measures.diagnostics.limits import limits_of


def test_a_changed_limit_replaces_the_usual_one_and_no_other() -> None:
    usual = limits_of(CHECKS, {})
    changed = limits_of(CHECKS, {"variance-high": 20})
    assert {name for name in usual if usual[name] != changed[name]} == {"variance-high"}
    assert changed["variance-high"] == 20.0


@pytest.mark.parametrize("value", [True, "20", float("nan")])
def test_what_is_no_number_is_no_limit(value: object) -> None:
    with pytest.raises(OptionError, match="must be a number"):
        limits_of(CHECKS, {"variance-high": value})  # type: ignore[dict-item]
