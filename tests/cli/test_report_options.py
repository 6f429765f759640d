from __future__ import annotations

from dotnet_viz.cli.commands import command_of
from dotnet_viz.cli.parsing import parse
from dotnet_viz.cli.report_options import report_options


def options(*words: str, left_out: tuple[str, ...] = ()) -> dict[str, object]:
    return report_options(parse(command_of("report"), ["m.keras", "-o", "r.html", *words]), left_out)


def test_what_was_not_given_is_no_option() -> None:
    assert options() == {"pdf_engine": "auto"}


def test_flags_are_options_of_their_names_and_zero_is_a_value() -> None:
    given = options("--seed", "0", "--require", "accuracy>=0.9", "--fail-on", "warning", "--check-explanations", "--title", "A")
    assert given == {
        "seed": 0,
        "conditions": ["accuracy>=0.9"],
        "fail_on": "warning",
        "check_explanations": True,
        "title": "A",
        "pdf_engine": "auto",
    }


def test_options_with_other_values_are_left_out() -> None:
    assert "title" not in options("--title", "A", left_out=("title",))
