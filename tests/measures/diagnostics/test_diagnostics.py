from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.diagnostics import CHECKS, SEVERITIES, CheckResult, check_graph
from tests.measures.diagnostics.builders import chain, dense, layer, result_of, with_kernel

FAULTY = chain(
    layer("InputLayer", "in"),
    with_kernel("broken", [[np.nan, 1.0], [2.0, 3.0]]),
    layer("Dropout", rate=0.9),
    with_kernel("zero", np.zeros((3, 3))),
    layer("Dropout", "late", rate=0.1),
    layer("MaxPooling1D"),
)


def test_findings_come_worst_first_and_say_all_there_is_to_say() -> None:
    result = check_graph(FAULTY)
    assert [(item.severity, item.check) for item in result.findings] == [
        ("error", "not-finite"),
        ("error", "all-zero"),
        ("warning", "dropout-rate"),
        ("hint", "dropout-before-pooling"),
    ]
    for finding in result.findings:
        assert finding.source.link.startswith("https://")
        assert finding.message
        assert finding.fix
    assert result.counts() == {"error": 2, "warning": 1, "hint": 1}
    assert [len(result.at_least(severity)) for severity in SEVERITIES] == [2, 3, 4]


def test_a_result_is_true_where_something_was_found() -> None:
    assert check_graph(FAULTY)
    assert not check_graph(chain(dense("a", 30, 20), dense("b", 20, 10)))


def test_checks_are_switched_off_by_name() -> None:
    result = check_graph(FAULTY, ignore=("not-finite", "dropout-rate"))
    assert [item.check for item in result.findings] == ["all-zero", "dropout-before-pooling"]
    assert "not-finite" not in result.checks
    assert not check_graph(FAULTY, ignore=[check.id for check in CHECKS])
    assert set(check_graph(FAULTY).checks) - set(check_graph(FAULTY, ignore="all-zero").checks) == {"all-zero"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ignore": ["dead-row"]}, "unknown check 'dead-row'.*did you mean 'dead-rows'"),
        ({"thresholds": {"variance": 2}}, "unknown threshold 'variance'; choose one of: .*variance-high"),
        ({"thresholds": {"all-zero": 2}}, "unknown threshold 'all-zero'"),
        ({"thresholds": {"variance-high": "much"}}, "'variance-high' must be a number, not 'much'"),
        ({"thresholds": {"variance-high": float("nan")}}, "must be a number"),
        ({"spectra": "some"}, "unknown spectra 'some'; choose one of: auto, all"),
    ],
)
def test_names_and_numbers_are_checked(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        check_graph(FAULTY, **options)


def test_ids_are_unique_and_each_check_has_a_line_about_it() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS) == 20
    assert all(check.about for check in CHECKS)
    assert {check.needs for check in CHECKS} == {"values", "kernels", "spectra", "structure"}
    assert {check.scope for check in CHECKS} == {"models", "networks", "compositions"}


def test_a_graph_without_values_has_its_structure_checked_and_says_so() -> None:
    result = check_graph(Graph.from_json(FAULTY.to_json()), ignore=["last-activation"])
    assert [item.check for item in result.findings] == ["dropout-rate", "dropout-before-pooling"]
    [skipped] = result.skipped
    assert "not-finite" in skipped.checks
    assert set(skipped.checks).isdisjoint(result.checks)
    assert "without its values" in skipped.reason
    assert result.weights == 0
    assert result.statistics == ()


def test_to_dict_is_json_with_words_for_what_json_has_no_number_for() -> None:
    data = json.loads(json.dumps(check_graph(FAULTY).to_dict(), allow_nan=False))
    assert data["counts"]["error"] == 2
    assert data["findings"][0]["source"]["link"].startswith("https://")
    assert [item["name"] for item in data["statistics"]] == ["kernel", "kernel"]
    assert {field.name for field in fields(CheckResult)} - {"epochs"} <= set(data)


def test_the_same_model_gives_the_same_result() -> None:
    assert check_graph(FAULTY).to_dict() == check_graph(FAULTY).to_dict()


def test_the_text_groups_like_findings_and_cuts_long_lists() -> None:
    layers = [with_kernel(f"zero_{place}", np.zeros((2, 2))) for place in range(9)]
    text = str(result_of(chain(*layers)))
    assert text.startswith(
        "m: 9 errors (10 checks of 9 layers, 9 weights)\n\nerror: all-zero (9)\n  zero_0/kernel: every value"
    )
    assert "  and 4 more\n  fix: " in text
    assert "zero_5" not in text
    assert "last-activation" in text


def test_the_text_says_that_nothing_was_found() -> None:
    assert str(result_of(chain(dense("a", 30, 20)))).startswith("m: nothing found (16 checks of 1 layer, 2 weights)")


def test_names_cannot_steer_a_terminal() -> None:
    name = "a\x1b]0;owned\x07\x1b[2J\r\nerror: b\u202e"
    text = str(check_graph(chain(with_kernel(name, np.zeros((2, 2))))))
    assert all(character.isprintable() or character == "\n" for character in text)
    assert "\nerror: b" not in text
