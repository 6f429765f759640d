"""Every error the package raises on purpose.

One base, :class:`VizError`, so that ``except VizError`` is enough; each child also is the builtin
that a caller would expect, so that ``except FileNotFoundError`` works too. A message names the value
that was refused, the choices and what to do instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_LONGEST_REASON = 300
_LONGEST_MESSAGE = 4000
"""Of a message with names of somebody else's file in it, which may be megabytes long, both ends are shown."""
_LONGEST_GUESSED = 200
_MOST_GUESSED = 5000
_TRACES = ("Graph execution error", "in user code")
"""How the texts of errors in compiled functions of TensorFlow begin."""
_WHERE = "Exception encountered when calling"
_STYLING = re.compile(r"\x1b\[[0-9;]*m")


class VizError(Exception):
    """Base of all errors of this package; its text is one or two lines made for a person.

    Example:
        >>> issubclass(MissingFileError, VizError) and issubclass(MissingFileError, FileNotFoundError)
        True
    """

    def __str__(self) -> str:
        text = " ".join(str(part) for part in self.args)
        if len(text) <= _LONGEST_MESSAGE:
            return text
        return f"{text[: _LONGEST_MESSAGE // 2]} ... {text[-_LONGEST_MESSAGE // 2 :]}"


class VizWarning(UserWarning):
    """A result is there, but not quite as it was asked for; the command prints it in one line."""


class GraphError(VizError, ValueError):
    """A graph contradicts itself, such as an edge to a node that is not there."""


class ShapeError(VizError, ValueError):
    """Arrays that should follow one another do not fit."""


class OptionError(VizError, ValueError):
    """An option has a value that it cannot take."""


class UnknownLayerError(VizError, KeyError):
    """A result has nothing of a layer of this name."""


class NotBuiltError(VizError, ValueError):
    """A live model has no weights and no shapes yet, because it was never built."""


class UnsupportedInputError(VizError, TypeError):
    """No reader takes this kind of object."""


class MissingFileError(VizError, FileNotFoundError):
    """A file that should be read is not there."""


class UnreadableFileError(VizError, ValueError):
    """A file is damaged, or is not a model."""


class UnsafeFileError(UnreadableFileError):
    """A file asks for something that reading a model never needs: links out of it, or far too much memory."""


class OutputError(VizError, OSError):
    """A result cannot be written where it should go."""


class EngineError(VizError, RuntimeError):
    """A layout, PNG or PDF engine failed, crashed or took too long."""


class MissingDependencyError(VizError, ImportError):
    """An optional package that this call needs is not installed."""


class TemplateError(VizError, RuntimeError):
    """A report template is missing or names something that does not exist."""


class SectionError(VizError, RuntimeError):
    """A section of a report that is the user's own, or another package's, failed or is none."""


def first_line(error: BaseException) -> str:
    r"""Return what an error of another library says first, to stand at the end of a message of ours.

    Args:
        error: whatever was raised; where it has no text its class is named.

    Example:
        >>> first_line(ValueError("\nbad shape\nin line 3")), first_line(KeyError())
        ('bad shape', 'KeyError')
    """
    lines = [line.strip() for line in str(error).strip().splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    if lines[0].startswith(_WHERE) and len(lines) > 1:  # Keras says first where it was, and then, in bold, what was wrong
        return _STYLING.sub("", lines[1])[:_LONGEST_REASON]
    if lines[0].startswith(_TRACES):  # what was wrong stands below the calls that led to it
        lines = [line for line in lines if not line.startswith(("[[", "File ", "Stack trace"))][::-1]
    return lines[0][:_LONGEST_REASON]


def counted(count: int, noun: str) -> str:
    """Return a number and what is counted, for messages, which are in English.

    Args:
        count: how many there are.
        noun: in the singular; its plural ends in ``s``.

    Example:
        >>> counted(1, "answer"), counted(1200, "sample")
        ('1 answer', '1,200 samples')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def unknown_choice(
    what: str,
    value: object,
    choices: Iterable[str],
    *,
    also: Iterable[str] = (),
    synonyms: Mapping[str, str] | None = None,
) -> OptionError:
    """Make the error for a value that is none of the choices, with a guess at what was meant.

    Args:
        what: what is being chosen, such as ``"style"``.
        value: the value that was given.
        choices: the names that would have been taken.
        also: other names that would have been taken and are not listed, such as short ones.
        synonyms: see :func:`near_miss`.

    Example:
        >>> str(unknown_choice("style", "wieghts", ["plot-model", "weight-graph"], also=["weights"]))
        "unknown style 'wieghts'; choose one of: plot-model, weight-graph (did you mean 'weights'?)"
    """
    names = list(choices)
    return OptionError(
        f"unknown {what} {value!r}; choose one of: {', '.join(names)}{near_miss(value, [*names, *also], synonyms)}"
    )


def not_fitted(estimator: object, data: str = "x, y") -> NotBuiltError:
    """Make the error for an estimator that is used before it is trained.

    Args:
        estimator: any object, which the message calls by its class.
        data: what its ``fit`` takes.

    Example:
        >>> str(not_fitted(object(), "x"))
        'this object is not fitted yet: call its fit(x) first'
    """
    return NotBuiltError(f"this {type(estimator).__name__} is not fitted yet: call its fit({data}) first")


def near_miss(value: object, names: Iterable[str], synonyms: Mapping[str, str] | None = None) -> str:
    """Return the end of a message that guesses what was meant; empty where no name is near.

    Args:
        value: what was given.
        names: what would have been taken; of names that are equally near the first one is suggested.
        synonyms: words that others have for some of the names, each with the name.

    Example:
        >>> near_miss("conv2d", ["Dense", "Conv2D"])
        " (did you mean 'Conv2D'?)"
        >>> near_miss("direction", ["rankdir", "title"], {"direction": "rankdir"})
        " (did you mean 'rankdir'?)"
    """
    from difflib import get_close_matches

    names = list(names)
    if synonyms and (meant := synonyms.get(str(value).casefold())) in names:
        return f" (did you mean {meant!r}?)"
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    given = str(value).casefold()
    if len(given) > _LONGEST_GUESSED:
        return ""
    # Names of other lengths are not near, and looking at each of very many takes seconds.
    near = sorted((name for name in folded if len(name) <= 3 * len(given)), key=lambda name: abs(len(name) - len(given)))
    close = get_close_matches(given, near[:_MOST_GUESSED], n=1)
    return f" (did you mean {folded[close[0]]!r}?)" if close else ""
