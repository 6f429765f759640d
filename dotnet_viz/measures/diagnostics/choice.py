"""Which checks run, of a model as of a training: all but those that users leave out and those that have nothing to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import unknown_choice
from dotnet_viz.measures.diagnostics.finding import Finding, Skipped
from dotnet_viz.measures.severities import SEVERITIES

Lack = tuple[str, str]
"""Why a check has nothing to look at, and what who calls it can do; empty for nothing."""


class Named(Protocol):
    """A check, as far as its name goes."""

    @property
    def id(self) -> str:
        """Its name."""


AnyCheck = TypeVar("AnyCheck", bound=Named)


def chosen_checks(checks: Sequence[AnyCheck], ignore: Iterable[str]) -> tuple[AnyCheck, ...]:
    """Return the checks that users do not leave out.

    Args:
        checks: all there are.
        ignore: ids of those that are left out.

    Raises:
        OptionError: there is no such check.
    """
    names = [check.id for check in checks]
    ignored = names_in("ignore", ignore, ordered=False)
    for name in ignored:
        if name not in names:
            raise unknown_choice("check", name, names)
    return tuple(check for check in checks if check.id not in ignored)


def lacking(lacks: Mapping[str, Lack | None]) -> Iterator[Skipped]:
    """Yield the checks that have nothing to look at, those of the same reason together.

    Args:
        lacks: by the check's id; ``None`` where it has something, a reason without words where each place has one of its own.

    Example:
        >>> [one.checks for one in lacking({"a": ("no weights", ""), "b": None, "c": ("no weights", "")})]
        [('a', 'c')]
    """
    for lack in dict.fromkeys(lacks.values()):
        if lack is not None and lack[0]:
            yield Skipped(tuple(name for name, other in lacks.items() if other == lack), None, *lack)


def in_order(findings: Iterable[Finding], checks: Sequence[Named]) -> tuple[Finding, ...]:
    """Return findings with the worst first, those of the same severity in the order of their checks.

    Args:
        findings: of these checks.
        checks: all there are.
    """
    order = {check.id: index for index, check in enumerate(checks)}
    return tuple(sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), order[one.check])))
