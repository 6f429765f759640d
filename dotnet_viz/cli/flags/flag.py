"""Flags of a command, and what reads the word that follows one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from dotnet_viz.errors import VizError, unknown_choice
from dotnet_viz.translation.catalogue import languages
from dotnet_viz.translation.translate import language_code

NO_LIMIT = ("all", "none")
"""Words for ``None`` where a flag takes a number."""


class CommandLineError(VizError):
    """What was written after ``dotnet-viz`` cannot be done; not a ``ValueError``, whose message argparse would replace."""


@dataclass(frozen=True)
class Converter:
    """What reads the word after a flag.

    Args:
        read: returns the value of a word; raises ``ValueError`` for words that are not taken.
        takes: which words are taken, as in "--seed takes a whole number".
        example: one of them.
        metavar: what stands for the word in the help.
        choices: the words, where they can be listed.
    """

    read: Callable[[str], Any]
    takes: str
    example: str
    metavar: str
    choices: tuple[str, ...] = ()

    def convert(self, flag: str, text: str) -> Any:
        """Return the value of the word after a flag.

        Args:
            flag: as it is named in the message.
            text: the word.

        Raises:
            CommandLineError: the word is not taken.

        Example:
            >>> NAMES.convert("--class-names", 'cat,"dog, wild"')
            ['cat', 'dog, wild']
        """
        try:
            return self.read(text)
        except ValueError:
            if self.choices:
                raise CommandLineError(str(unknown_choice(f"value of {flag}:", text, self.choices))) from None
            raise CommandLineError(f"{flag} takes {self.takes}, such as {self.example}, not {text!r}") from None


@dataclass(frozen=True)
class Flag:
    """A flag of a command.

    Args:
        names: how it is written; texts call it by the last one.
        about: what it does, for the help.
        converter: reads the word that follows it; ``None`` for a flag that stands alone and means yes.
        default: the word that is read where the flag is not given; empty for none.
        required: whether it must be given.
        repeats: whether it may be given several times; the values are a list.
        negatable: whether ``--no-...`` means no; the value is ``None`` where neither is given.
        option: the option of a style that it sets, which is only among the arguments where the flag was given.
    """

    names: tuple[str, ...]
    about: str
    converter: Converter | None = None
    default: str = ""
    required: bool = False
    repeats: bool = False
    negatable: bool = False
    option: str = ""

    @property
    def name(self) -> str:
        """What texts call it."""
        return self.names[-1]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling of the flag."""
        return (*self.names, f"--no-{self.name[2:]}") if self.negatable else self.names


def choice(names: Iterable[str], suffix: str = "") -> Converter:
    """Return what reads one of some words.

    Args:
        names: the words.
        suffix: may follow each of them.

    Example:
        >>> choice(["LR", "TB"]).convert("--flow", "LRT")
        Traceback (most recent call last):
        ...
        dotnet_viz.cli.flags.flag.CommandLineError: unknown value of --flow: 'LRT'; choose one of: LR, TB (did you mean 'LR'?)
    """
    words = tuple(names)

    def read(text: str) -> str:
        if text not in words and text.removesuffix(suffix) not in words:
            raise ValueError(text)
        return text

    return Converter(read, f"one of {', '.join(words)}", words[0], "NAME", words)


def comma_separated(text: str) -> list[str]:
    """Read names with commas between them, by the rules of CSV: a name with a comma stands in double quotes.

    Args:
        text: one line of CSV; blanks around names do not count.

    Raises:
        ValueError: a name is empty, or a quote is not closed.

    Example:
        >>> comma_separated('cat, "dog, wild"')
        ['cat', 'dog, wild']
    """
    import csv  # for names alone

    try:
        (parts,) = csv.reader([text], skipinitialspace=True, strict=True)
    except csv.Error as error:
        raise ValueError(str(error)) from None
    found = [part.strip() for part in parts]
    if not all(found) or not found:
        raise ValueError(text)
    return found


def _whole_numbers(text: str) -> list[int]:
    return [int(part) for part in comma_separated(text)]


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in text.partition("="))
    if not (name and equals and value):
        raise ValueError(text)
    return name, value


def _pairs(text: str) -> dict[str, str]:
    return dict(_pair(part) for part in comma_separated(text))


def _positions(text: str) -> dict[str, list[int]]:
    parts = (part.rpartition("=") for part in text.split(";"))
    found = {name.strip(): _whole_numbers(numbers) for name, _, numbers in parts}
    if not all(found):
        raise ValueError(text)
    return found


def _shapes(text: str) -> list[int] | dict[str, list[int]]:
    return _positions(text) if "=" in text else _whole_numbers(text)


def _color(text: str) -> str:
    from dotnet_viz.colors import parse_color

    parse_color(text, "colour")
    return text


def _threshold(text: str) -> Any:
    from dotnet_viz.diagrams.weight_graph.selection.edges import Threshold

    return Threshold.of(text)


def _within(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        if not least <= float(text) <= most:
            raise ValueError(text)
        return float(text)

    return read


def _range(text: str) -> str | list[str]:
    return comma_separated(text) if "," in text else text


def _rows_and_columns(text: str) -> tuple[int, int]:
    rows, _, columns = text.partition("x")
    if int(rows) < 1 or int(columns) < 1:
        raise ValueError(text)
    return int(rows), int(columns)


def _colors_by_name(text: str) -> list[str] | dict[str, str]:
    parts = comma_separated(text)
    return dict(_pair(part) for part in parts) if any("=" in part for part in parts) else parts


def _group(text: str) -> tuple[str, list[str] | str]:
    name, layers = _pair(text)
    return name, layers if ":" in layers else comma_separated(layers)


TEXT = Converter(str, "a text", "'my model'", "TEXT")
FILE = Converter(str, "a file", "model.svg", "FILE")
FOLDER = Converter(str, "a folder", "evaluation/", "FOLDER")
WHOLE_NUMBER = Converter(int, "a whole number", "42", "N")
NAMES = Converter(comma_separated, "names with commas between them (one with a comma in double quotes)", "cat,dog", "A,B,...")
MEASURES = replace(NAMES, example="parameters,flops")
WHOLE_NUMBERS = Converter(_whole_numbers, "whole numbers with commas between them", "0,3", "1,2,...")
IMAGE_SHAPE = replace(WHOLE_NUMBERS, example="28,28")
PAIR = Converter(_pair, "OLD=NEW", "dense=dense_1", "OLD=NEW")
IMAGE = Converter(_pair, "LAYER=FILE", "input=photo.png", "LAYER=FILE")
PAIRS = Converter(_pairs, "pairs A=B with commas between them", "Conv2D=#1d5fc4,Dense=#0072b2", "A=B,C=D,...")
THEME = Converter(
    lambda text: _pairs(text) if "=" in text else text,
    "a .css file, or colours by their names",
    "brand.css or accent=#a01030",
    "FILE|A=B,...",
)
POSITIONS = Converter(_positions, "positions by the name of their layer", "'dense=0,5;dense_1=2'", "A=0,5;B=2")
SHAPES = Converter(
    _shapes, "a shape without the batch, or shapes by the name of their input", "224,224,3 or 'a=224,224,3;b=50'", "H,W,C"
)
COLOR = Converter(_color, "a colour", "#1d5fc4 or darkgreen", "COLOR")
THRESHOLD = Converter(
    _threshold, "a magnitude, a quantile from q0 to q1 or a share from share0 to share1", "0.1, q0.9 or share0.5", "X|qX|shareX"
)
SIZE = Converter(_rows_and_columns, "rows x columns", "3x3", "RxC")
SIZE_OR_NONE = Converter(
    lambda text: None if text in NO_LIMIT else _rows_and_columns(text), "rows x columns or 'none'", "80x80", "RxC|none"
)
FPS = Converter(_within(0.1, 50), "a number from 0.1 to 50", "8", "X")
HOLD = Converter(_within(0, 60), "a number from 0 to 60", "2", "X")
SAMPLES = Converter(str, "a file of samples", "x.npy", "FILE")
LAYER_RANGE = Converter(
    _range, "two names, patterns or positions of layers with a colon or comma between them", "50:80 or conv1:conv3", "A:B"
)
OVERLAY = Converter(str, "a .json or .csv file", "numbers.csv", "FILE")
RECORD = Converter(str, "a folder or file that a training wrote", "runs/7", "RUN")
CAPTIONS = Converter(str, "a .json file", "captions.json", "FILE")
HIGHLIGHT = Converter(
    _colors_by_name,
    "names of layers with commas between them, each with =COLOR or all without",
    "conv2d_2=tomato",
    "A=COLOR,...",
)
GROUP = Converter(_group, "NAME=FIRST:LAST or NAME=A,B,C", "encoder=conv2d:conv2d_3", "NAME=FIRST:LAST")
LANGUAGE = Converter(language_code, "a language", "pt_BR", "LANG", languages())
MODEL_FILE = Converter(str, "a .keras or .h5 file", "model.keras", "FILE")
