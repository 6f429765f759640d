"""What is stated of a model, checked: the plain data of a model card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.renderers.common.escape import without_unwriteable
from dotnet_viz.reporting.card.fields import DESCRIPTION, LIST_METADATA, METADATA_ORDER, PARTS, TEXT_METADATA, Part
from dotnet_viz.reporting.card.model_index import ModelIndex, checked_index

Content: TypeAlias = "str | Sequence[str] | Mapping[str, Any] | None"
"""What a part of a card may be given: a text, a list of texts, or either of them by the keys of the part."""


@dataclass(frozen=True)
class CardStatements:
    """The fields of a card, which :class:`~dotnet_viz.ModelCard` explains.

    Raises:
        OptionError: an unknown key of a part, or a value of another type.
    """

    name: str | None = None
    description: str | Sequence[str] | None = None
    license: str | None = None
    license_name: str | None = None
    license_link: str | None = None
    language: str | Sequence[str] | None = None
    library_name: str | None = None
    tags: str | Sequence[str] | None = None
    datasets: str | Sequence[str] | None = None
    metrics: str | Sequence[str] | None = None
    base_model: str | Sequence[str] | None = None
    base_model_relation: str | None = None
    new_version: str | None = None
    pipeline_tag: str | None = None
    model_index: Any = None
    model_details: Content = None
    intended_use: Content = None
    factors: Content = None
    metric_details: Content = None
    evaluation_data: Content = None
    training_data: Content = None
    quantitative_analyses: Content = None
    ethical_considerations: Content = None
    caveats_and_recommendations: Content = None

    def __post_init__(self) -> None:
        checked: dict[str, Any] = {key: _one_line(key, getattr(self, key)) for key in ("name", *TEXT_METADATA)}
        checked |= {key: tuple(_lines(key, getattr(self, key))) for key in LIST_METADATA}
        checked["description"] = tuple(_texts("description", self.description, _text))
        checked["model_index"] = checked_index(self.model_index) if self.model_index else ()
        checked |= {part.key: _content(part, getattr(self, part.key)) for part in PARTS}
        for key, value in checked.items():
            object.__setattr__(self, key, value)

    def entries(self, part: str) -> Mapping[str, str | tuple[str, ...]]:
        """Return what a part states, by the keys of the part; its text without a key is ``"description"``.

        Args:
            part: key of the part, such as ``"intended_use"``.
        """
        found: Mapping[str, str | tuple[str, ...]] = getattr(self, part)
        return found

    @property
    def metadata(self) -> dict[str, Any]:
        """What stands in front of the card, as Hugging Face reads it: plain values by their keys there."""
        stated = {key: getattr(self, key) for key in METADATA_ORDER}
        listed = {key: list(value) if isinstance(value, tuple) else value for key, value in stated.items() if value}
        for key in ("language", "base_model"):
            if len(listed.get(key, ())) == 1:
                listed[key] = listed[key][0]
        return listed | ({"model-index": [dict(model) for model in self.results]} if self.results else {})

    @property
    def results(self) -> ModelIndex:
        """Results as Hugging Face has them."""
        found: ModelIndex = self.model_index
        return found


def card_key(written: object) -> str:
    """Return a key as the fields have it, whether it is written with blanks, hyphens or capitals."""
    return str(written).strip().casefold().replace("-", "_").replace(" ", "_")


def _content(part: Part, given: Any) -> dict[str, str | tuple[str, ...]]:
    """Return what a part states, by its keys; what is empty is left out."""
    if not isinstance(given, Mapping):
        given = {DESCRIPTION: given}
    found: dict[str, str | tuple[str, ...]] = {}
    for written, value in given.items():
        key = card_key(written)
        if key != DESCRIPTION and key not in part.entries:
            known = [DESCRIPTION, *part.entries]
            advice = near_miss(key, known) or f"; it may have: {', '.join(known)}"
            raise OptionError(f"{part.key} of a model card has no key {str(written)!r}{advice}")
        texts = tuple(_texts(f"{part.key}.{key}", value, _text))
        if texts:
            found[key] = texts if isinstance(value, Iterable) and not isinstance(value, str) else texts[0]
    return found


def _lines(key: str, given: Any) -> list[str]:
    return _texts(key, given, _one_line)


def _texts(key: str, given: Any, read: Any) -> list[str]:
    """Return one text or several; those that are empty are left out."""
    if isinstance(given, Mapping):
        inside = "; thresholds and reasons belong to metric_details" if key == "metrics" else ""
        raise OptionError(f"{key} of a model card must be a text or a list of texts, not a mapping{inside}")
    is_list = isinstance(given, Iterable) and not isinstance(given, str | bytes)
    texts = [read(key, item) for item in (given if is_list else [given])]
    return [text for text in texts if text]


def _text(key: str, given: Any) -> str:
    """Return a text, or a number or date as one; lines keep their ends."""
    if given is None:
        return ""
    if isinstance(given, bool):
        raise OptionError(f"{key} of a model card must be a text, not {given!r}; write it in quotes: 'yes', 'no', 'true' ...")
    if hasattr(given, "isoformat"):
        given = given.isoformat()
    if not isinstance(given, str | int | float):
        raise OptionError(f"{key} of a model card must be a text, not {type(given).__name__!r}")
    return without_unwriteable(str(given)).replace("\r\n", "\n").replace("\r", "\n").strip()


def _one_line(key: str, given: Any) -> str:
    return " ".join(_text(key, given).split())
