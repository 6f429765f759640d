"""What the options of styles take, declared beside their defaults.

The check of a value, the flag of the command and its help all read the same declaration.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import Field, dataclass, field, fields
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeVar

from dotnet_viz.arguments import mapping_in, names_in, positions_in
from dotnet_viz.errors import OptionError, unknown_choice

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value")
_KEY = "takes"


@dataclass(frozen=True)
class Takes:
    """Which values an option takes, in addition to what its type defines.

    Args:
        choices: the words it takes; empty where any value of the type will do.
        suffix: may follow each of the choices, such as ``"_r"``.
        least: the least number.
        above: a number below all that are taken.
        most: the largest number.

    Example:
        >>> Takes(least=1).numbers(whole=True)
        'a whole number of at least 1'
        >>> Takes(above=0, most=1).numbers()
        'a finite number above 0 and up to 1'
    """

    choices: tuple[str, ...] = ()
    suffix: str = ""
    least: float | None = None
    above: float | None = None
    most: float | None = None

    def numbers(self, *, whole: bool = False) -> str:
        """Return in words which numbers are taken.

        Args:
            whole: whether only whole ones are.
        """
        kind = "a whole number" if whole else "a finite number"
        if self.least is not None and self.most is not None:
            return f"{kind} from {self.least:g} to {self.most:g}"
        limits = {"of at least": self.least, "above": self.above, "up to": self.most}
        return f"{kind} {' and '.join(f'{word} {limit:g}' for word, limit in limits.items() if limit is not None)}".rstrip()

    def has_choice(self, value: object) -> bool:
        """Return whether a value is one of the choices."""
        return isinstance(value, str) and (value in self.choices or value.removesuffix(self.suffix) in self.choices)

    def has_number(self, value: object, *, whole: bool = False) -> bool:
        """Return whether a number lies within the limits.

        Args:
            value: anything.
            whole: whether only whole numbers do.
        """
        if isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
            return False
        number = int(value) if isinstance(value, Integral) else float(value)
        return (
            -math.inf < number < math.inf
            and (self.least is None or number >= self.least)
            and (self.above is None or number > self.above)
            and (self.most is None or number <= self.most)
        )


def option(
    default: Value,
    *,
    choices: Iterable[str] = (),
    suffix: str = "",
    least: float | None = None,
    above: float | None = None,
    most: float | None = None,
) -> Value:
    """Declare an option of a style: a field of its dataclass.

    Args:
        default: its value where none is given.
        choices: see :class:`Takes`, as for all that follow.
        suffix: see there.
        least: see there.
        above: see there.
        most: see there.

    Example:
        >>> @dataclass(frozen=True)
        ... class Dots:
        ...     shape: str = option("round", choices=("round", "square"))
        ...     size: float | None = option(None, above=0)
        ...
        ...     def __post_init__(self) -> None:
        ...         check_options(self)
        >>> Dots(size=-1)
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: size must be a finite number above 0, or None, not -1
    """
    takes = Takes(tuple(choices), suffix, least, above, most)
    return field(default=default, metadata={_KEY: takes})


def takes_of(declared: Field[Any]) -> Takes:
    """Return what an option takes.

    Args:
        declared: a field of a style's dataclass; one that was not declared by :func:`option` takes what its type defines.
    """
    takes: Takes = declared.metadata.get(_KEY, Takes())
    return takes


def check_options(options: DataclassInstance) -> None:
    """Check the value of every option, and make those that come as an array or a class plain tuples, numbers and texts.

    Args:
        options: of a style.

    Raises:
        OptionError: with the name of the option, the value and what it takes.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.diagrams.plot_model import PlotModel
        >>> PlotModel(config_fields=np.array(["rate", "units"])).config_fields
        ('rate', 'units')
    """
    for declared in fields(options):
        kind, optional, _ = str(declared.type).partition(" | None")
        value = getattr(options, declared.name)
        if not (value is None and optional):
            plain = _plain(declared.name, kind, value, takes_of(declared), ", or None" if optional else "")
            object.__setattr__(options, declared.name, plain)


def _plain(name: str, kind: str, value: Any, takes: Takes, or_none: str) -> Any:
    """Return the value of an option of a type as a plain object of that type."""
    if takes.choices and not takes.has_choice(value):
        raise unknown_choice(name, value, takes.choices)
    if kind in ("int", "float"):
        if not takes.has_number(value, whole=kind == "int"):
            without = f"{or_none} for all" if or_none and kind == "int" else or_none
            raise OptionError(f"{name} must be {takes.numbers(whole=kind == 'int')}{without}, not {value!r}")
        return value if isinstance(value, (int, float)) else int(value) if kind == "int" else float(value)
    if kind in _READERS:
        return _READERS[kind](name, value)
    scalar = value.item() if getattr(value, "shape", None) == () else value
    is_right, wanted = _KINDS.get(kind, (None, ""))
    if is_right is not None and not is_right(scalar):
        raise OptionError(f"{name} must be {wanted}{or_none}, not {value!r}")
    return scalar


def _positions_by_name(name: str, value: object) -> dict[str, tuple[int, ...]]:
    return {key: positions_in(f"{name}[{key!r}]", positions) for key, positions in mapping_in(name, value).items()}


_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "bool": (lambda value: isinstance(value, bool), "True or False"),
    "str": (lambda value: isinstance(value, str), "a text"),
    "TextCallable": (callable, "a function"),
}
_READERS: dict[str, Callable[[str, Any], Any]] = {
    "Sequence[str]": names_in,
    "Sequence[int]": positions_in,
    "Mapping[str, str]": mapping_in,
    "Mapping[str, Sequence[int]]": _positions_by_name,
}
