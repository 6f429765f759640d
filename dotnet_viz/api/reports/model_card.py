"""The function that makes a model card."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    import datetime as dt

    from dotnet_viz.reporting.card.card import ModelCard


def model_card(  # noqa: PLR0913 - each is a word that users know
    model: object,
    card: ModelCard | Mapping[str, Any] | str | os.PathLike[str] | None = None,
    *,
    history: object = None,
    data: Any = None,
    target: str | Sequence[str] | None = None,
    max_samples: int | None = None,
    predictions: tuple[Any, Any] | str | os.PathLike[str] | None = None,
    training_data: Any = None,
    task: str | None = None,
    class_names: Iterable[str] | None = None,
    seed: int | None = None,
    date: str | dt.date | None = None,
    progress: Progress = silent,
) -> ModelCard:
    """Make a model card: what is stated of a model, filled with what the model, its training and its evaluation say.

    ``.save("README.md")`` writes it with metadata in front, as Hugging Face reads them. What nobody states is not invented: the
    card lists it as not given.

    Args:
        model: as :func:`~dotnet_viz.api.reports.one_report.report` takes it.
        card: what is stated: a dict with the keys of :class:`~dotnet_viz.ModelCard`, one of these, or the path of a YAML file
            with the same keys; ``None`` for nothing.
        history: as :func:`~dotnet_viz.api.reports.one_report.report` takes it.
        data: samples and labels to evaluate the model on, as :func:`~dotnet_viz.api.reports.one_report.report` takes them.
        target: name of the labels, where ``data`` is a frame, a table or a dict.
        max_samples: samples of ``data`` at most.
        predictions: what was predicted elsewhere, in place of a model that can predict.
        training_data: the samples of the training, which are counted.
        task: as in :func:`~dotnet_viz.api.evaluating.evaluate`; ``None`` derives it from the data.
        class_names: names of the outputs, in order.
        seed: random seed of the training.
        date: of the card; ``None`` gives none, so that the same input gives the same bytes.
        progress: is called with the name of each step as it begins.

    Raises:
        OptionError: an unknown key of the card, or a value of another type.
        UnreadableFileError: the card's file is not YAML.
        UnsafeFileError: it is too large, or has anchors, aliases or tags.
        VizError: the model, history or data cannot be read.

    Example:
        >>> import numpy as np
        >>> card = model_card([np.ones((3, 2))], {"name": "Small", "license": "mit"})
        >>> card.metadata, card.entries("model_details")["parameters"]
        ({'license': 'mit'}, '6')
    """
    from dotnet_viz.api.reports.one_report import report
    from dotnet_viz.reporting.statements.filled_card import filled_card

    made = report(
        model,
        history=history,
        data=data,
        target=target,
        max_samples=max_samples,
        predictions=predictions,
        training_data=training_data,
        task=task,
        class_names=class_names,
        seed=seed,
        date=date,
        card={} if card is None else card,
        progress=progress,
        sections=("model_card",),
    )
    return filled_card(made.context)
