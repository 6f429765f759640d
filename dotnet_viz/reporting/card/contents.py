"""What a reader sees of a model card, part by part, whatever it is written as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dotnet_viz.formatting import format_items, format_list, format_number
from dotnet_viz.reporting.card.fields import DESCRIPTION, EXPECTED, LIST_METADATA, METADATA_ORDER, PARTS, TEXT_METADATA, Part
from dotnet_viz.reporting.card.statements import CardStatements
from dotnet_viz.translation.translate import translate


@dataclass(frozen=True)
class CardEntry:
    """One statement.

    Args:
        title: what is stated; empty for what stands right below the heading of the part.
        texts: paragraphs, or the items of a list.
        is_list: whether they are items.
    """

    title: str
    texts: tuple[str, ...]
    is_list: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is one line with a title, which stands beside it."""
        return bool(self.title) and not self.is_list and len(self.texts) == 1


@dataclass(frozen=True)
class CardResult:
    """What was measured for one task on one data set.

    Args:
        about: the task and the data set.
        metrics: what was measured, each with its value.
    """

    about: str
    metrics: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CardPart:
    """A part of a card that states something.

    Args:
        title: its heading.
        entries: what it states.
        results: what was measured; of the quantitative analyses alone.
    """

    title: str
    entries: tuple[CardEntry, ...]
    results: tuple[CardResult, ...] = ()


def card_parts(card: CardStatements) -> tuple[CardPart, ...]:
    """Return the parts of a card that state something, in their order.

    Args:
        card: of a model.

    Example:
        >>> [part.title for part in card_parts(CardStatements(factors="Light", caveats_and_recommendations=["Test it"]))]
        ['Factors', 'Caveats and recommendations']
    """
    found = []
    for part in PARTS:
        results = _results(card) if part.key == "quantitative_analyses" else ()
        entries = tuple(_entries(part, card.entries(part.key)))
        if entries or results:
            found.append(CardPart(translate(part.title), entries, results))
    return tuple(found)


def card_metadata(card: CardStatements) -> tuple[tuple[str, str], ...]:
    """Return the metadata of a card for a reader: what each is called, and its value.

    Args:
        card: of a model.
    """
    found = []
    for key in METADATA_ORDER:
        value = getattr(card, key)
        if value:
            title = translate(TEXT_METADATA.get(key) or LIST_METADATA[key])
            found.append((title, value if isinstance(value, str) else format_items(value)))
    return tuple(found)


def not_given(card: CardStatements) -> str:
    """Return in one sentence what a card does not state; empty where it states all that a reader looks for.

    Args:
        card: of a model.

    Example:
        >>> not_given(CardStatements(language="en", license="mit"))[:40]
        'Not given: tags, data sets, task, develo'
    """
    missing = [translate(_title(path)) for path in EXPECTED if not _has(card, path)]
    missing += [translate(part.title) for part in PARTS if not (card.entries(part.key) or (_is_measured(part, card)))]
    titles = format_list([title[0].lower() + title[1:] for title in missing])
    return translate("Not given: {titles}.", titles=titles) if missing else ""


def _is_measured(part: Part, card: CardStatements) -> bool:
    return part.key == "quantitative_analyses" and bool(card.results)


def _has(card: CardStatements, path: str) -> bool:
    key, _, entry = path.partition(".")
    return bool(card.entries(key).get(entry) if entry else getattr(card, key))


def _title(path: str) -> str:
    key, _, entry = path.partition(".")
    if entry:
        return next(part.entries[entry] for part in PARTS if part.key == key)
    return TEXT_METADATA.get(key) or LIST_METADATA[key]


def _entries(part: Part, stated: Mapping[str, str | tuple[str, ...]]) -> list[CardEntry]:
    found = []
    for key in (DESCRIPTION, *part.entries):
        if key in stated:
            value = stated[key]
            texts = tuple(paragraphs(value)) if isinstance(value, str) else tuple(" ".join(item.split()) for item in value)
            title = translate(part.entries[key]) if key in part.entries else ""
            found.append(CardEntry(title, texts, not isinstance(value, str)))
    return found


def paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a text, which are parted by blank lines, each in one line.

    Example:
        >>> paragraphs("one\ntwo\n\nthree")
        ['one two', 'three']
    """
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1] += line.split()
        elif found[-1]:
            found.append([])
    return [" ".join(words) for words in found if words]


def _results(card: CardStatements) -> tuple[CardResult, ...]:
    return tuple(_result(result) for model in card.results for result in model["results"])


def _result(result: Mapping[str, Any]) -> CardResult:
    task, dataset = result["task"], result["dataset"]
    about = str(task.get("name") or task["type"])
    if dataset["name"] != "unknown":
        about = translate("{task} on {data}", task=about, data=dataset["name"])
    metrics = tuple(
        (translate(str(metric.get("name") or metric["type"])), _value(metric["value"])) for metric in result["metrics"]
    )
    return CardResult(about, metrics)


def _value(value: object) -> str:
    return format_number(value) if isinstance(value, int | float) else str(value)
