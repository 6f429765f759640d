"""Arguments that visualkeras' functions share: bundles and presets, colours by class, sequences of any kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from numbers import Integral, Real
from typing import Any

from dotnet_viz.arguments import mapping_in, names_in, positions_in
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.graph import Graph
from dotnet_viz.graph.layer_kinds.known import check_classes
from dotnet_viz.number_ranges import MOST_COUNT, OFFSET

_POSITIONS = ("index_ignore", "index_2D")
_PARTS = ("fill", "outline")


def resolve(
    function: str,
    given: Mapping[str, Any],
    bundle: Any,
    preset: str | None,
    *,
    defaults: Mapping[str, Any],
    presets: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the arguments: a preset, over it a bundle of options, over both what was given and is no default.

    Args:
        function: its name.
        given: what a view's names stand for: its arguments, and others, which are passed over.
        bundle: an options object of visualkeras, or a mapping of arguments.
        preset: name of a preset.
        defaults: of all arguments.
        presets: options objects or mappings of arguments, by the preset's name.

    Raises:
        OptionError: an unknown preset or argument, or one that is no sequence where it should be.
    """
    if preset is not None and preset not in presets:
        raise unknown_choice("preset", preset, presets)
    options = _options(function, bundle, defaults)
    chosen = presets.get(preset or "default", {})
    usual = chosen.to_kwargs() if hasattr(chosen, "to_kwargs") else chosen
    arguments = _plain({name: value for name, value in given.items() if name in defaults})
    changed = {name: value for name, value in arguments.items() if not _is_same(value, defaults[name])}
    if preset is not None:
        # An options object has a value for everything; over a preset only those count that were chosen.
        options = {name: value for name, value in options.items() if not _is_same(value, defaults[name])}
    return {**defaults, **_plain(usual), **_plain(options), **changed}


def _options(function: str, bundle: Any, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments in an options object, without fields at their defaults that the view does not have."""
    options = bundle.to_kwargs() if hasattr(bundle, "to_kwargs") else ({} if bundle is None else bundle)
    if not isinstance(options, Mapping):
        raise WrongTypeError(f"options must be an options object of visualkeras or a mapping of arguments, not {bundle!r}")
    unset = {field.name: field.default for field in fields(bundle)} if is_dataclass(bundle) else {}
    found = dict(options)
    for name, value in options.items():
        if name in defaults:
            continue
        if name not in unset or not _is_same(value, unset[name]):
            raise unknown_choice(f"option of {function}:", name, defaults)
        del found[name]
    return found


class WrongTypeError(OptionError, TypeError):
    """As the original says it: also a ``TypeError``."""


def classes_in(type_ignore: Any, graph: Graph) -> set[str]:
    """Return the names of classes of layers.

    Args:
        type_ignore: as visualkeras takes it: classes or their names; ``None`` for none.
        graph: the model.

    Raises:
        OptionError: it is no sequence of classes, or a name is that of no class in this model or in Keras.
    """
    if type_ignore is None:
        return set()
    # An iterator can be read only once.
    given = list(type_ignore) if isinstance(type_ignore, Iterator) else type_ignore
    names = names_in("type_ignore", given, ordered=False)
    check_classes("type_ignore", _texts([given] if isinstance(given, (str, type)) else given), graph.layers)
    return set(names)


def colors_by_class(color_map: Any, graph: Graph) -> dict[str, dict[str, Any]]:
    """Return ``{"fill": ..., "outline": ...}``, or one of both, by the name of a class of layers; a word alone is the fill.

    Args:
        color_map: as visualkeras takes it: by class or by its name; ``None`` for none.
        graph: the model.

    Raises:
        OptionError: it is no such mapping, or a name is that of no class in this model or in Keras.
    """
    found = {} if color_map is None else mapping_in("color_map", color_map)
    check_classes("color_map", _texts(color_map or ()), graph.layers)
    found = {kind: {"fill": colors} if isinstance(colors, str) else colors for kind, colors in found.items()}
    for kind, colors in found.items():
        if not isinstance(colors, Mapping):
            raise OptionError(
                "color_map must be a dict of {'fill': ..., 'outline': ...} by layer class, such as {Dense: {'fill': 'red'}},"
                f" and it has {colors!r} for {kind!r}"
            )
        check_parts(f"color_map[{kind!r}]", colors, _PARTS)
    return {kind: dict(colors) for kind, colors in found.items()}


def check_parts(name: str, given: Iterable[Any], parts: Sequence[str]) -> None:
    """Check that a mapping in an argument has no parts but those that are known.

    Args:
        name: of the argument, or of its place in it, for the message.
        given: the names of its parts.
        parts: those that are known.

    Raises:
        OptionError: one is not.
    """
    for part in given:
        if part not in parts:
            raise unknown_choice(f"part of {name}:", part, parts)


def number_of(name: str, value: Any) -> float:
    """Return a number of pixels.

    Args:
        name: name of the argument, for the message.
        value: what was given.

    Raises:
        OptionError: it is not a number, or more than anything is long.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise OptionError(f"{name} must be a number of pixels, not {value!r}")
    return OFFSET.checked(name, value)


def whole_number_of(name: str, value: Any, *, least: int) -> int:
    """Return a whole number.

    Args:
        name: name of the argument, for the message.
        value: what was given.
        least: the smallest value that is allowed.

    Raises:
        OptionError: it is none, or too small.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise OptionError(f"{name} must be a whole number of at least {least}, not {value!r}")
    return min(int(value), MOST_COUNT)


def _plain(arguments: Mapping[str, Any]) -> dict[str, Any]:
    plain = dict(arguments)
    for name in _POSITIONS:
        if plain.get(name) is not None:
            plain[name] = positions_in(name, plain[name])
    return plain


def _texts(classes: Iterable[Any]) -> list[str]:
    """Return those that were given by name; given classes need no check."""
    return [str(item) for item in classes if isinstance(item, str)]


def _is_same(value: Any, default: Any) -> bool:
    """Return whether a value is a default; an array, such as a colour's, never is."""
    return value is default or (default is not None and not hasattr(value, "__array__") and bool(value == default))
