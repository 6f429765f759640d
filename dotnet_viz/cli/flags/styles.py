"""The options of styles as flags of the command: made from the styles' own dataclasses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, Any

from dotnet_viz.cli.docstrings import explanations, word_of
from dotnet_viz.cli.flags import flag as converters
from dotnet_viz.cli.flags.flag import NO_LIMIT, Converter, Flag, choice
from dotnet_viz.cli.flags.style_options import flag_name

if TYPE_CHECKING:
    from dotnet_viz.diagrams import Styles
    from dotnet_viz.diagrams.options import Takes

_CONVERTERS = {
    "str": converters.TEXT,
    "Color": converters.COLOR,
    "Sequence[str]": converters.NAMES,
    "Sequence[int]": converters.WHOLE_NUMBERS,
    "Mapping[str, str]": converters.PAIRS,
    "Mapping[str, Sequence[int]]": converters.POSITIONS,
    "float | str | Threshold": converters.THRESHOLD,
    "Samples": converters.SAMPLES,
    "object": converters.MODEL_FILE,
    "tuple[int, int]": converters.SIZE,
}
_OF_OPTIONS = {"measures": converters.MEASURES, "input_shape": converters.IMAGE_SHAPE}
"""Options that are lists of a length or of words of their own."""
_OF_EVERY_STYLE = ("color_by", "text_size")
"""Options of some styles that are flags of every picture (:mod:`dotnet_viz.cli.flags.pictures`)."""
_OTHER_NAMES = {"x": ("--input",)}
"""What options are called in other commands too."""


def style_flags(style: type[Any]) -> tuple[Flag, ...]:
    """Return a flag for each option of a style, but for those that only Python can give.

    Args:
        style: its options dataclass.

    Example:
        >>> from dotnet_viz.diagrams import PlotModel
        >>> [flag.name for flag in style_flags(PlotModel) if flag.negatable][:2]
        ['--show-shapes', '--show-dtype']
    """
    about = explanations(style.__doc__ or "")
    return tuple(_flag(option, about.get(option.name, "")) for option in fields(style) if _has_flag(option))


def styles_with(name: str, styles: Styles[Any]) -> list[str]:
    """Return the names of the styles that a flag belongs to.

    Args:
        name: of the flag, as it is written.
        styles: those that may be named.
    """
    return [style for style in styles if any(name in flag.spellings for flag in style_flags(styles[style]))]


def _kind(option: Field[Any]) -> str:
    return str(option.type).removesuffix(" | None")


def _has_flag(option: Field[Any]) -> bool:
    if option.name in _OF_EVERY_STYLE:
        return False
    return _kind(option) in ("bool", "int", "float", *_CONVERTERS)


def _flag(option: Field[Any], about: str) -> Flag:
    is_switch = _kind(option) == "bool"
    without = "the default" if option.default is None else NO_LIMIT[_kind(option) != "int"]
    words = {"None": without, "False": f"--no-{flag_name(option.name)[2:]}", "True": flag_name(option.name)}
    about = re.sub(r"[;.] None draws [\w ]+" if _kind(option) == "int" else "$^", "", about)
    about = re.sub(r"\b(None|True|False)\b", lambda found: words[found[1]], about)
    default = "" if option.default in (MISSING, None, ()) else _default_word(option)
    converter = None if is_switch else _converter(option)
    names = (*_OTHER_NAMES.get(option.name, ()), flag_name(option.name))
    return Flag(names, about, converter, default, negatable=is_switch, option=option.name)


def _default_word(option: Field[Any]) -> str:
    default: Any = option.default
    return word_of(default) if _kind(option) != "tuple[int, int]" else "x".join(map(str, default))


def _converter(option: Field[Any]) -> Converter:
    from dotnet_viz.diagrams.options import takes_of  # a check should not wait for what draws

    takes, kind = takes_of(option), _kind(option)
    if takes.choices:
        return choice(takes.choices, takes.suffix)
    if kind in ("int", "float"):
        return _number(takes, option)
    if option.name in _OF_OPTIONS:
        return _OF_OPTIONS[option.name]
    return converters.SIZE_OR_NONE if str(option.type) == "tuple[int, int] | None" else _CONVERTERS[kind]


def _number(takes: Takes, option: Field[Any]) -> Converter:
    is_whole, has_none = _kind(option) == "int", str(option.type).endswith("| None")
    number: Callable[[str], int | float] = int if is_whole else float

    def read(text: str) -> int | float | None:
        if has_none and text in NO_LIMIT:
            return None
        value = number(text)
        if not takes.has_number(value, whole=is_whole):
            raise ValueError(text)
        return value

    without = NO_LIMIT[not is_whole]
    metavar = "N" if is_whole else "X"
    return Converter(
        read,
        takes.numbers(whole=is_whole) + (f" or {without!r}" if has_none else ""),
        _example(takes, option),
        f"{metavar}|{without}" if has_none else metavar,
    )


def _example(takes: Takes, option: Field[Any]) -> str:
    if option.default is not None:
        return word_of(option.default)
    return word_of(takes.most or (takes.least or 0) + 1)
