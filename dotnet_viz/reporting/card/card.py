"""A model card in the hand: what is stated of a model, as Markdown."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dotnet_viz.display.notebook import mime_bundle
from dotnet_viz.errors import OptionError, near_miss, unknown_choice
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.reporting.card.fields import PARTS, SYNONYMS
from dotnet_viz.reporting.card.markdown import card_markdown
from dotnet_viz.reporting.card.statements import CardStatements, card_key

SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, repr=False)
class ModelCard(CardStatements):
    """What the people behind a model state of it; nothing of it is required.

    The parts are those of Mitchell et al., *Model Cards for Model Reporting* (https://arxiv.org/abs/1810.03993). Each takes a
    text, a list of texts, or a mapping with keys of its own, such as ``{"primary_uses": ..., "out_of_scope": [...]}``;
    a wrong key is an error that lists them. Texts are shown as they are written; a blank line begins a paragraph.

    Args:
        name: of the model.
        description: what it is, in a few sentences.
        license: as Hugging Face names it, such as ``"mit"``.
        license_name: where ``license`` is ``"other"``.
        license_link: where its text is.
        language: of what it reads or writes, as codes such as ``"en"``.
        library_name: that loads it, such as ``"keras"``.
        tags: words to find it by.
        datasets: that it was trained on, as Hugging Face names them.
        metrics: that it was measured by, such as ``"accuracy"``.
        base_model: that it was made from.
        base_model_relation: how, such as ``"finetune"``.
        new_version: the model that replaces it.
        pipeline_tag: what it does, such as ``"image-classification"``.
        model_index: results as Hugging Face has them; those that are measured are added.
        model_details: who made it, when, which version and kind, what is to be read and cited, whom to ask.
        intended_use: what it is for, for whom, and what it is not for.
        factors: groups, instruments and surroundings that its results may depend on.
        metric_details: why these measures, which thresholds, how uncertainty was found.
        evaluation_data: what it was measured on, and why.
        training_data: what it was trained on.
        quantitative_analyses: results by factor, and by several factors together.
        ethical_considerations: data about people, risks and what was done about them.
        caveats_and_recommendations: what else a user should know.

    Raises:
        OptionError: an unknown key of a part, or a value of another type.

    Example:
        >>> card = ModelCard("Digits", license="mit", intended_use={"out_of_scope": ["Bank cheques"]})
        >>> card.metadata
        {'license': 'mit'}
        >>> card.save("README.txt")
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: unknown format of a model card: '.txt'; choose one of: .md, .markdown
    """

    @property
    def markdown(self) -> str:
        """The card as a ``README.md``: the metadata, and the parts as text."""
        return card_markdown(self)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the card as Markdown.

        Args:
            path: a file whose name ends in ``.md`` or ``.markdown``.

        Raises:
            OptionError: it ends in something else.
            OutputError: it cannot be written there.
        """
        check_card_target(path)
        return write_output(path, self.markdown)

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return what a notebook shows: the text below the metadata."""
        body = self.markdown.partition("\n---\n")[2]
        return mime_bundle({"text/markdown": body or self.markdown, "text/plain": repr(self)}, include, exclude)

    def __repr__(self) -> str:
        given = [field.name for field in fields(self) if field.name != "name" and getattr(self, field.name)]
        return f"ModelCard({self.name or ''!r}, {', '.join(given) or 'nothing stated'})"


def check_card_target(path: str | os.PathLike[str]) -> None:
    """Raise early, before long work, where a card could not be written anyway.

    Args:
        path: as for :meth:`ModelCard.save`.

    Raises:
        OptionError: it is no name of a Markdown file.
        OutputError: it cannot be written there.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise unknown_choice("format of a model card:", suffix, SUFFIXES)
    check_output(path)


def card_of_mapping(given: Mapping[Any, Any]) -> ModelCard:
    """Return the card that a mapping states.

    Args:
        given: values by the keys of :class:`ModelCard`; those of Hugging Face are written ``model-index`` as well.

    Raises:
        OptionError: an unknown key, one that is there twice, or a value of another type.

    Example:
        >>> card_of_mapping({"licence": "mit"})
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: a model card has no key 'licence' (did you mean 'license'?)
    """
    known = [field.name for field in fields(ModelCard)]
    values: dict[str, Any] = {}
    for written, value in given.items():
        key = card_key(written)
        if key not in known:
            meant = SYNONYMS.get(key)
            inside = next(
                (f" (write it below {part.key!r})" for part in PARTS if meant == part.key and key in part.entries), ""
            )
            advice = inside or near_miss(key, known, SYNONYMS) or f"; it may have: {', '.join(known)}"
            raise OptionError(f"a model card has no key {str(written)!r}{advice}")
        if key in values:
            raise OptionError(f"a model card has the key {key!r} twice")
        values[key] = value
    return ModelCard(**values)
