"""The verb that lets pictures move."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.reading import read
from dotnet_viz.arguments import names_in
from dotnet_viz.errors import MissingFileError, OptionError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.files.paths import is_folder, reachable
from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    from dotnet_viz.animation.animation import Animation
    from dotnet_viz.animation.build import AnimationOptions
    from dotnet_viz.diagrams import Style


def animate(  # noqa: PLR0913 - each is a word that users know
    source: object,
    *,
    style: str | type[Style] | Style = "weight-graph",
    frames: int | None = 60,
    choose: str = "even",
    metrics: Sequence[str] | None = None,
    captions: Sequence[str] | None = None,
    title: str | None = None,
    fps: float | None = None,
    hold: float = 2.0,
    max_width: int = 1000,
    max_height: int = 1000,
    engine: str = "wasm",
    theme: str = "light",
    progress: Progress = silent,
    **options: Any,
) -> Animation:
    """Return a training, a row of models or pictures as an animation, on one scale and with one place for everything.

    Args:
        source: the folder of a run, as ``dv.ReportCallback`` records it, or another training log that has weights; a
            training; a folder of model files, or several of anything that :func:`read` takes, of one architecture;
            pictures, such as those that :func:`draw` returns; or what :func:`pattern_passage` returns, whose layers then
            appear one after the other.
        style: a name in :data:`dotnet_viz.diagrams.STYLES`, such as ``"weight-matrix"``, or an options object; beside
            those styles, ``dv.DecisionBoundary(x, y)``, ``dv.ConfusionMatrix(x, y)`` and ``dv.PatternPassage(x)`` draw what a
            network makes of samples at each time, of dense layers by itself, of others with ``model=``.
        frames: how many there are at most; ``None`` takes every epoch that has weights.
        choose: ``"even"`` takes epochs in equal steps, ``"change"`` such that about equally much changes from frame to frame.
        metrics: names of metrics of a training whose curves stand beside the picture; ``None`` takes the loss and the first
            other one.
        captions: one for each model or picture; ``None`` takes names of files, and none for pictures.
        title: of the animation; ``None`` takes what the pictures say.
        fps: frames a second, from 0.1 to 50; ``None`` for 8, and for 1 where layers appear one after the other.
        hold: seconds for which the last frame stands still.
        max_width: pixels of width at most in formats of pixels.
        max_height: likewise of height.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        progress: is called with the name of each step as it begins.
        options: fields of the style's options, where ``style`` is a name.

    Raises:
        OptionError: an unknown style or option, or a training that has weights of fewer than two epochs.
        UnsupportedInputError: the source is none of these.
        VizError: a model or log cannot be read.

    Example:
        >>> import numpy as np
        >>> animate([[np.full((2, 1), value)] for value in (1.0, 2.0, 3.0)], fps=2, captions=["a", "b", "c"])
        <Animation: Weights of arrays, 3 frames, 3 s>
    """
    from dataclasses import replace

    from dotnet_viz.animation import ANIMATION_STYLES
    from dotnet_viz.animation.build import AnimationOptions
    from dotnet_viz.diagrams import style_of
    from dotnet_viz.passage.picture import STEPS_A_SECOND, PassagePicture

    names = None if metrics is None else names_in("metrics", metrics)
    speed = fps if fps is not None else STEPS_A_SECOND if isinstance(source, PassagePicture) else 8.0
    how = AnimationOptions(frames, choose, names, speed, hold, max_width, max_height, engine, theme, progress)
    chosen = style_of(style, options, ANIMATION_STYLES, verb=animate)
    if isinstance(source, PassagePicture):
        _refuse_captions(captions, "frames of a passage say their layer")
        made = source.animation(how)
    else:
        made = _of_states(source, chosen, how, captions)
    return made if title is None else replace(made, title=title)


def _of_states(source: object, style: Style, how: AnimationOptions, captions: Sequence[str] | None) -> Animation:
    """Return the animation of a training, a row of models or pictures."""
    from dotnet_viz.animation.build import animate_graphs, animate_pictures, animate_run, checked_captions
    from dotnet_viz.drawing import Picture

    run, models = _run_or_models(source)
    if run is None and how.metrics:
        raise OptionError("metrics are those of a training; models and pictures have none")
    if run is not None:
        _refuse_captions(captions, "frames of a training say their epoch")
        return animate_run(run, style, how)
    if all(isinstance(model, Picture) for model in models):
        pictures = [model for model in models if isinstance(model, Picture)]
        texts = checked_captions(captions, len(models), [""] * len(models))
        return animate_pictures(pictures, texts, pictures[0].description, how)
    how.progress(f"reading {len(models)} models")
    texts = checked_captions(captions, len(models), [_caption(model, index, models) for index, model in enumerate(models)])
    return animate_graphs([read(model) for model in models], texts, style, how)


def _refuse_captions(captions: Sequence[str] | None, reason: str) -> None:
    if captions is not None:
        raise OptionError(f"captions are for models and pictures; {reason}")


def _run_or_models(source: object) -> tuple[Any, list[object]]:
    """Return a training, or the models or pictures of a row."""
    from dotnet_viz.measures.training.run import TrainingRun

    if isinstance(source, TrainingRun):
        return source, []
    if isinstance(source, str | os.PathLike):
        return _in_path(source)
    if not isinstance(source, list | tuple):
        raise UnsupportedInputError(
            f"an animation is made of the folder of a run, of a list of models or of a list of pictures, not of a "
            f"{type(source).__name__}"
        )
    if len(source) < 2:
        raise OptionError(f"an animation needs at least two models or pictures, and there are {len(source)}")
    return None, list(source)


def _in_path(source: str | os.PathLike[str]) -> tuple[Any, list[object]]:
    """Return the training that a path holds, or the models of a folder."""
    from dotnet_viz.measures.training.logs import damaged_record, find_log_format, find_logs
    from dotnet_viz.measures.training.sources import run_of
    from dotnet_viz.readers.folder import model_files
    from dotnet_viz.readers.registry import names_model_file

    if damaged := damaged_record(reachable(source)):
        raise UnreadableFileError(damaged)
    if is_folder(source) and find_log_format(source) is None:
        try:
            return None, list(model_files(source))
        except MissingFileError:
            if not find_logs(source):
                raise
    if names_model_file(Path(source).name):
        raise OptionError(f"{os.fspath(source)!r} is one model; an animation needs two or more, or the folder of a run")
    return run_of(source), []


def _caption(model: object, index: int, models: Sequence[object]) -> str:
    if isinstance(model, str | os.PathLike):
        return Path(model).name
    return f"{index + 1} of {len(models)}"
