"""A condition as a user writes it: a quantity, a relation and a bound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dotnet_viz.errors import OptionError
from dotnet_viz.formatting import BYTE_UNITS

RELATIONS = (">=", "<=", "==", ">", "<")
BASELINE = "baseline"
LONGEST = 300
"""Characters of a condition at most."""

_CONDITION = re.compile(
    r"\s*(?P<quantity>.*?[^<>=≥≤\s])\s*(?P<relation>>=|<=|==|[<>=≥≤])\s*(?P<bound>[^<>=≥≤]+?)\s*", re.DOTALL
)
_NUMBER = r"(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?"
_PLAIN = re.compile(rf"(?P<sign>[+\-−]?)\s*(?P<number>{_NUMBER})\s*(?P<unit>%|[A-Za-z]*)")
_OF_BASELINE = re.compile(rf"baseline\s*(?:(?P<sign>[+\-−*])\s*(?P<number>{_NUMBER})\s*(?P<unit>%|[A-Za-z]*))?", re.IGNORECASE)
_WORDS = {"≥": ">=", "≤": "<=", "=": "=="}
_COUNTS = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_EXAMPLES = "'accuracy>=0.9', 'min(recall)>=0.8', 'size<=10MB' or 'accuracy>=baseline-0.01'"


@dataclass(frozen=True)
class Bound:
    """What a quantity is compared with.

    Args:
        number: the bound itself; or what is added to that of the baseline, or multiplied with it.
        unit: as it was written: ``"%"``, ``"MB"``, ``"k"`` ... or nothing.
        is_of_baseline: whether it is relative to the baseline.
        is_factor: whether the baseline is multiplied.
    """

    number: Decimal
    unit: str = ""
    is_of_baseline: bool = False
    is_factor: bool = False

    @property
    def scale(self) -> Decimal:
        """What one of the unit is."""
        if self.unit == "%":
            return Decimal("0.01")
        return Decimal(_COUNTS.get(self.unit) or BYTE_UNITS.get(self.unit.lower()) or 1)

    @property
    def is_bytes(self) -> bool:
        """Whether its unit is one of bytes."""
        return self.unit.lower() in BYTE_UNITS

    def value(self, baseline: Decimal | None = None, *, is_share: bool = True) -> Decimal:
        """Return the number that the quantity is compared with.

        Args:
            baseline: the same quantity of the baseline; needed where the bound is relative to it.
            is_share: whether the quantity is a share, of which a percentage is a part of the whole; of other quantities
                it is a part of the baseline.
        """
        number = self.number * self.scale
        if not self.is_of_baseline or baseline is None:
            return number
        if self.is_factor:
            return baseline * number
        return baseline + (number if is_share or self.unit != "%" else baseline * number)


@dataclass(frozen=True)
class Condition:
    """What a model has to meet.

    Args:
        text: as it was written.
        quantity: name of the number, such as ``"accuracy"`` or ``"cat:recall"``.
        relation: one of :data:`RELATIONS`.
        bound: what it is compared with.
    """

    text: str
    quantity: str
    relation: str
    bound: Bound


def parse_condition(text: str) -> Condition:
    """Return a condition that a user wrote.

    Args:
        text: a quantity, ``>=``, ``<=``, ``>``, ``<`` or ``==``, and a number with or without a unit (``%``, ``k``, ``M``,
            ``MB``, ``MiB`` ...), or ``baseline`` with a number that is added, subtracted or multiplied.

    Raises:
        OptionError: it is none.

    Example:
        >>> found = parse_condition("cat:recall >= 80%")
        >>> found.quantity, found.relation, found.bound.value()
        ('cat:recall', '>=', Decimal('0.80'))
        >>> parse_condition("accuracy>=baseline-0.01").bound.value(Decimal("0.97"))
        Decimal('0.96')
    """
    if not isinstance(text, str):
        raise OptionError(f"a condition must be a text, such as {_EXAMPLES}, not {text!r}")
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    found = _CONDITION.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        has_relation = any(sign in text for sign in "<>=≥≤")
        quotes = "" if has_relation else "; a shell takes > and < for itself unless the condition is in quotes"
        raise OptionError(f"a condition is a quantity, a relation and a bound, such as {_EXAMPLES}, not {shown!r}{quotes}")
    relation = _WORDS.get(found["relation"], found["relation"])
    return Condition(" ".join(text.split()), " ".join(found["quantity"].split()), relation, _bound(found["bound"], shown))


def parse_conditions(given: str | Iterable[str] | None) -> tuple[Condition, ...]:
    """Return the conditions that a user wrote, each once.

    Args:
        given: one condition, or several; ``None`` for none.

    Raises:
        OptionError: one of them is no condition.
    """
    if given is None or isinstance(given, str):
        return () if given is None else (parse_condition(given),)
    texts: object = given
    if not isinstance(texts, Iterable) or isinstance(texts, bytes | Mapping):
        raise OptionError(
            f"conditions must be a sequence of texts, such as [{_EXAMPLES.split(',', maxsplit=1)[0]}], not {given!r}"
        )
    return tuple(dict.fromkeys(parse_condition(text) for text in texts))


def _bound(text: str, condition: str) -> Bound:
    found = _PLAIN.fullmatch(text) or _OF_BASELINE.fullmatch(text)
    if found is None:
        takes = "a number, such as 0.9, 95%, 2e9, 25M or 10MB"
        raise OptionError(f"the bound {text!r} of the condition {condition!r} is not {takes}")
    if found["number"] is None:
        return Bound(Decimal(0), is_of_baseline=True)
    unit = found["unit"]
    if unit not in ("", "%", *_COUNTS) and unit.lower() not in BYTE_UNITS:
        raise OptionError(
            f"unknown unit {unit!r} in the condition {condition!r}; choose one of: %, k, M, G, T, kB, MB, GB, KiB, MiB, GiB"
        )
    number = Decimal(found["number"])
    is_of_baseline = text.lower().startswith(BASELINE)
    return Bound(-number if found["sign"] in ("-", "−") else number, unit, is_of_baseline, found["sign"] == "*")
