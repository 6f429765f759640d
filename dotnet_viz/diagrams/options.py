"""What the options of styles take, declared beside their defaults.

The check of a value, the flag of the command and its help all read the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from dotnet_viz.arguments import mapping_in, names_in, positions_in
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.number_ranges import MOST_COUNT, NumberRange

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value")
Options = TypeVar("Options", bound="DataclassInstance")
_KEY, _LENGTH = "takes", "length"


@dataclass(frozen=True)
class Takes(NumberRange):
    """Which values an option takes, in addition to what its type defines.

    Args:
        least: the least number.
        above: a number below all that are taken.
        most: the largest number.
        choices: the words it takes; empty where any value of the type will do.
        suffix: may follow each of the choices, such as ``"_r"``.
    """

    choices: tuple[str, ...] = ()
    suffix: str = ""

    def has_choice(self, value: object) -> bool:
        """Return whether a value is one of the choices."""
        return isinstance(value, str) and (value in self.choices or value.removesuffix(self.suffix) in self.choices)


def option(
    default: Value,
    *,
    choices: Iterable[str] = (),
    suffix: str = "",
    least: float | None = None,
    above: float | None = None,
    most: float | None = None,
    is_length: bool = False,
) -> Value:
    """Declare an option of a style: a field of its dataclass.

    Args:
        default: its value where none is given.
        choices: see :class:`Takes`, as for all that follow.
        suffix: see there.
        least: see there.
        above: see there.
        most: see there.
        is_length: whether it is a length of shapes, which stays as it is where texts become larger.

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
    takes = Takes(least, above, most, tuple(choices), suffix)
    return field(default=default, metadata={_KEY: takes, _LENGTH: is_length})


def takes_of(declared: Field[Any]) -> Takes:
    """Return what an option takes.

    Args:
        declared: a field of a style's dataclass; one that was not declared by :func:`option` takes what its type defines.
    """
    takes: Takes = declared.metadata.get(_KEY, Takes())
    return takes


def has_lengths(options: object) -> bool:
    """Return whether some options of a style are lengths of shapes.

    Args:
        options: of a style.
    """
    declared: Mapping[str, Field[Any]] = getattr(options, "__dataclass_fields__", {})
    return any(one.metadata.get(_LENGTH) for one in declared.values())


def with_shorter_shapes(options: Options, times: float) -> Options:
    """Return options with shorter shapes, so that they have their size where the picture is drawn larger.

    Args:
        options: of a style.
        times: how much larger it is drawn.

    Example:
        >>> from dotnet_viz.diagrams.neurons import Neurons
        >>> with_shorter_shapes(Neurons(), 2.0).node_size
        13.0
    """
    given = {one.name: getattr(options, one.name) for one in fields(options) if one.metadata.get(_LENGTH)}
    least = {one.name: takes_of(one).least or 0.0 for one in fields(options)}
    return replace(options, **{name: max(value / times, least[name]) for name, value in given.items() if value is not None})


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
    for name, kind, or_none, takes in _declared(type(options)):
        value = getattr(options, name)
        if not (value is None and or_none):
            object.__setattr__(options, name, _plain(name, kind, value, takes, or_none))


@cache
def _declared(style: type[DataclassInstance]) -> tuple[tuple[str, str, str, Takes], ...]:
    """Return each option's name, its type, whether that may be ``None`` as a text for errors, and what it takes."""
    types = ((one, *str(one.type).partition(" | None")) for one in fields(style))
    return tuple((one.name, kind, ", or None" if optional else "", takes_of(one)) for one, kind, optional, _ in types)


def _plain(name: str, kind: str, value: Any, takes: Takes, or_none: str) -> Any:
    """Return the value of an option of a type as a plain object of that type."""
    if takes.choices and not takes.has_choice(value):
        raise unknown_choice(name, value, takes.choices)
    if kind in ("int", "float"):
        if not takes.has_number(value, whole=kind == "int"):
            without = f"{or_none} for all" if or_none and kind == "int" else or_none
            raise OptionError(f"{name} must be {takes.numbers(whole=kind == 'int')}{without}, not {value!r}")
        return min(int(value), MOST_COUNT) if kind == "int" else value if isinstance(value, (int, float)) else float(value)
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
