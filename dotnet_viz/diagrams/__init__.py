"""Diagrams: each turns a graph into a scene, by options of its own.

A new style is one module with an options dataclass that has ``build(graph) -> Scene``, and one line in
:mod:`dotnet_viz.diagrams.styles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.runtime.deferred import Home, homes

if TYPE_CHECKING:
    from dotnet_viz.diagrams.diff.styles import *
    from dotnet_viz.diagrams.styles import *
    from dotnet_viz.graph import Graph
    from dotnet_viz.measures.comparison import Comparison
    from dotnet_viz.scene import Scene


class Style(Protocol):
    """Options of a style, which know how to draw."""

    def build(self, graph: Graph) -> Scene:
        """Return the picture of a graph, without positions."""


class DifferenceStyle(Protocol):
    """Options of a style of differences, which know how to draw."""

    def build(self, comparison: Comparison) -> Scene:
        """Return the picture of what differs between two models, without positions."""


Options = TypeVar("Options")


class Styles(Mapping[str, type[Options]]):
    """Styles by name, each imported when it is first asked for: one picture should not pay for all styles.

    Args:
        module: whose import lines list them; a style's name is that of its module, or of the folder of its ``style.py``.
        aliases: other names for some.
    """

    def __init__(self, module: str, aliases: Mapping[str, str]) -> None:
        self.classes = homes(module)
        self._homes = {_style_name(home): home for home in self.classes.values()}
        self._aliases = aliases

    def __getitem__(self, name: str) -> type[Options]:
        found: type[Options] = self._homes[name].load()
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._homes

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def name_of(self, name: str) -> str:
        """Return a style's name as it is listed here; ``_`` is as good as ``-``, and short words stand for some.

        Args:
            name: as a user wrote it.

        Raises:
            OptionError: there is no such style.

        Example:
            >>> STYLES.name_of("weights"), STYLES.name_of("plot_model")
            ('weight-graph', 'plot-model')
        """
        plain = name.replace("_", "-")
        plain = self._aliases.get(plain, plain)
        if plain not in self:
            from dotnet_viz.diagrams import synonyms

            raise unknown_choice("style", name, self, also=self._aliases, synonyms=synonyms.STYLES)
        return plain

    def name_of_class(self, style: type[Any]) -> str:
        """Return the name of the style of a class; empty for one that is not listed here.

        Args:
            style: its options dataclass.
        """
        home = self.classes.get(style.__name__)
        return "" if home is None or home.module != style.__module__ else _style_name(home)


def _style_name(home: Home) -> str:
    return home.module.removesuffix(".style").rpartition(".")[2].replace("_", "-")


STYLE_ALIASES = {"weights": "weight-graph", "matrix": "weight-matrix", "histograms": "weight-histograms"}
STYLES: Styles[Style] = Styles("dotnet_viz.diagrams.styles", STYLE_ALIASES)
DIFFERENCE_STYLES: Styles[DifferenceStyle] = Styles(
    "dotnet_viz.diagrams.diff.styles",
    aliases={"bars": "bar-changes", "weights": "weight-change-graph", "weight-change": "weight-change-graph"},
)


def __getattr__(name: str) -> Any:
    for styles in (STYLES, DIFFERENCE_STYLES):
        if name in styles.classes:
            return styles.classes[name].load()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def style_of(
    style: str | type[Style] | Style,
    options: Mapping[str, Any],
    styles: Styles[Style] = STYLES,
    *,
    verb: Callable[..., Any] | None = None,
) -> Style:
    """Return the options object of a style's name and its options, or the object as it is.

    Args:
        style: one of the styles or its aliases, the class of a style, or an options object.
        options: fields of the style's dataclass; not with an options object.
        styles: those that have a name here.
        verb: function of ``dv`` that hands the options on; one of its own arguments may be misspelt.

    Raises:
        OptionError: an unknown name or option, an option that is missing, or options beside an options object.

    Example:
        >>> style_of("weight-graph", {"max_neurons": 4}).max_neurons
        4
    """
    return _chosen(style, options, styles, verb)


def difference_style_of(
    style: str | type[DifferenceStyle] | DifferenceStyle, options: Mapping[str, Any], *, verb: Callable[..., Any] | None = None
) -> DifferenceStyle:
    """Return the options object of a style of differences, as :func:`style_of` does.

    Args:
        style: one of :data:`DIFFERENCE_STYLES` or its aliases, the class of a style, or an options object.
        options: fields of the style's dataclass; not with an options object.
        verb: see :func:`style_of`.

    Raises:
        OptionError: an unknown name or option, or options beside an options object.
    """
    return _chosen(style, options, DIFFERENCE_STYLES, verb)


def _chosen(
    style: str | type[Options] | Options,
    options: Mapping[str, Any],
    styles: Styles[Options],
    verb: Callable[..., Any] | None,
) -> Options:
    name = styles.name_of(style) if isinstance(style, str) else ""
    kind: Any = styles[name] if name else style
    if not hasattr(kind, "build"):
        raise unknown_choice("style", style, styles)
    chosen: Options
    if isinstance(kind, type):
        known: Mapping[str, Any] = getattr(kind, "__dataclass_fields__", {})
        for option in options:
            if option not in known:
                raise _unknown_option(option, name or kind.__name__, known, styles, verb)
        _check_required(name or kind.__name__, known, options)
        chosen = kind(**options)
    elif options:
        raise OptionError(f"give {', '.join(options)} to {type(kind).__name__}(...) itself, not beside it")
    else:
        chosen = kind
    return chosen


def _check_required(name: str, known: Mapping[str, Any], options: Mapping[str, Any]) -> None:
    """Raise where an option without a default is not given."""
    missing = [key for key, one in known.items() if one.default is MISSING and one.default_factory is MISSING]
    missing = [key for key in missing if key not in options]
    if missing:
        raise OptionError(f"style {name!r} needs {' and '.join(f'{key}=...' for key in missing)}")


def _unknown_option(
    option: str, name: str, known: Mapping[str, Any], styles: Styles[Options], verb: Callable[..., Any] | None
) -> OptionError:
    """Return the error for an option that a style has not, with the styles that have it."""
    from dotnet_viz.diagrams import synonyms

    others = [other for other in styles if option in styles[other].__dataclass_fields__]  # type: ignore[attr-defined]
    if others:
        return OptionError(f"{option!r} is an option of style {' or '.join(others)}, not of {name!r}")
    also = getattr(verb, "__kwdefaults__", None) or ()
    error = unknown_choice(f"option of style {name!r}:", option, known, also=also, synonyms=synonyms.OPTIONS)
    if not also:
        return error
    return OptionError(f"{error}; help(dv.{getattr(verb, '__name__', '')}) lists those of every style")
