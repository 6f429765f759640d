from __future__ import annotations

from decimal import Decimal

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.reporting.conditions.condition import parse_condition, parse_conditions


@pytest.mark.parametrize(
    ("text", "quantity", "relation", "bound"),
    [
        ("accuracy>=0.9", "accuracy", ">=", "0.9"),
        ("  min(recall)  >=  80 % ", "min(recall)", ">=", "0.8"),
        ("size<=10MB", "size", "<=", "10000000"),
        ("size<=10mib", "size", "<=", "10485760"),
        ("size < 1.5 GB", "size", "<", "1500000000"),
        ("parameters<=1e6", "parameters", "<=", "1000000"),
        ("parameters<=25M", "parameters", "<=", "25000000"),
        ("parameters<=1_000", "parameters", "<=", "1000"),
        ("flops≤2e9", "flops", "<=", "2000000000"),
        ("r2>-0.5", "r2", ">", "-0.5"),
        ("errors=0", "errors", "==", "0"),
        ("a: b>=c:recall>=.5", "a: b>=c:recall", ">=", "0.5"),
    ],
)
def test_a_quantity_a_relation_and_a_bound(text: str, quantity: str, relation: str, bound: str) -> None:
    found = parse_condition(text)
    assert (found.quantity, found.relation, found.bound.value()) == (quantity, relation, Decimal(bound))


@pytest.mark.parametrize(
    ("text", "baseline", "is_share", "value"),
    [
        ("accuracy>=baseline", "0.97", True, "0.97"),
        ("accuracy>=baseline-0.01", "0.57", True, "0.56"),
        ("accuracy>=baseline - 1%", "0.57", True, "0.56"),
        ("parameters<=baseline+10%", "1000", False, "1100"),
        ("size<=baseline+1kB", "1000", False, "2000"),
        ("flops<=Baseline*1.5", "1000", False, "1500"),
        ("flops<=baseline*150%", "1000", False, "1500"),
    ],
)
def test_bounds_relative_to_the_baseline(text: str, baseline: str, is_share: bool, value: str) -> None:
    assert parse_condition(text).bound.value(Decimal(baseline), is_share=is_share) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("accuracy", "a shell takes > and < for itself unless the condition is in quotes"),
        ("", "a condition is a quantity, a relation and a bound"),
        (">=0.9", "a condition is a quantity, a relation and a bound"),
        ("accuracy>=", "a condition is a quantity, a relation and a bound"),
        ("accuracy=>0.9", "not 'accuracy=>0.9'"),
        ("accuracy>=high", "the bound 'high' of the condition 'accuracy>=high' is not a number"),
        ("accuracy>=0,9", "the bound '0,9'"),
        ("accuracy>=nan", "the bound 'nan'"),
        ("accuracy>=1e999", "the bound '1e999'"),
        ("accuracy>=base-0.1", "the bound 'base-0.1'"),
        ("size<=10MBit", "unknown unit 'MBit'"),
        ("x" * 10_000, "a condition is a quantity"),
    ],
)
def test_what_is_no_condition_is_an_error(text: str, message: str) -> None:
    with pytest.raises(OptionError) as error:
        parse_condition(text)
    assert message in str(error.value)
    assert len(str(error.value)) < 1000


def test_one_or_several_each_once() -> None:
    assert [one.text for one in parse_conditions("a>=1")] == ["a>=1"]
    assert [one.text for one in parse_conditions(["a>=1", "b<=2", "a>=1"])] == ["a>=1", "b<=2"]
    assert parse_conditions(None) == ()
    for wrong in (3, [3], {"accuracy": 0.9}, b"a>=1"):
        with pytest.raises(OptionError, match="condition"):
            parse_conditions(wrong)  # type: ignore[arg-type]
