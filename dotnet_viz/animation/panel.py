"""What stands beside the picture of each frame: which epoch it is, and the metrics so far as small curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.animation.curve import HEIGHT, WIDTH, MetricCurve
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.formatting import format_count
from dotnet_viz.layouts.frame.text import stack
from dotnet_viz.measures.training.history import History, Metric
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.scene import MARGIN, Label, Scene
from dotnet_viz.translation.translate import translate

MAX_CURVES = 2

_CAPTION = 18.0
_NOTE = 11.0
_GAP = 16.0
_HEAD = 58.0


class MetricsPanel:
    """The right side of all frames of a training.

    Args:
        run: the training.
        metrics: names of those whose curves are drawn; ``None`` takes the loss and the first other metric, an empty
            sequence none.
        left: where it begins, in pixels.

    Raises:
        OptionError: a name that was not logged.
    """

    def __init__(self, run: TrainingRun, metrics: Sequence[str] | None, left: float) -> None:
        self._last = run.planned_epochs or max((*run.snapshot_epochs, *(run.history.epochs if run.history else ())))
        self._left = left
        chosen = _chosen(run.history, metrics)
        epochs = run.history.epochs if run.history else ()
        tops = (MARGIN + _HEAD + index * (HEIGHT + _GAP) for index in range(len(chosen)))
        self._curves = [MetricCurve(metric, epochs, f"dv-curve{index}", (left, top))
                        for index, (metric, top) in enumerate(zip(chosen, tops, strict=True))]  # fmt: skip

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, with the margins around it."""
        return WIDTH + 2 * MARGIN, _HEAD + len(self._curves) * (HEIGHT + _GAP) + 2 * MARGIN

    def caption(self, epoch: int) -> str:
        """Return in words which frame it is."""
        return translate("epoch {number} of {last}", number=format_count(epoch), last=format_count(max(self._last, epoch)))

    def beside(self, scene: Scene, epoch: int) -> Scene:
        """Return a scene with the panel at its right.

        Args:
            scene: with places.
            epoch: at whose end the picture shows the model; 0 is before the training.
        """
        head = Label("", size=_CAPTION, bold=True, anchor="start")
        labels = stack([self.caption(epoch)], self._left, MARGIN, head)
        if epoch == 0:
            note = Label("", size=_NOTE, anchor="start", color="muted")
            labels += stack([translate("before the training")], self._left, MARGIN + 28.0, note)
        parts = [curve.parts(epoch) for curve in self._curves]
        width, height = scene.size or (0.0, 0.0)
        return replace(
            scene,
            shapes=(*scene.shapes, *(shape for part in parts for shape in part.shapes)),
            connections=(*scene.connections, *(line for part in parts for line in part.connections)),
            labels=(*scene.labels, *labels, *(label for part in parts for label in part.labels)),
            size=(max(width, self._left + self.size[0] - MARGIN), max(height, self.size[1])),
        )


def caption_below(scene: Scene, caption: str, lines: int) -> Scene:
    """Return a scene that is as much higher as some lines of a caption need, which stands at its foot.

    Args:
        scene: with places.
        caption: any text.
        lines: how many lines the longest caption of all frames takes.
    """
    width, height = scene.size or (0.0, 0.0)
    texts = wrap(caption, _CAPTION, width - 2 * MARGIN, bold=True, most=lines)
    labels = stack(texts, width / 2, height, Label("", size=_CAPTION, bold=True))
    return replace(scene, labels=(*scene.labels, *labels), size=(width, height + lines * _CAPTION * 1.4 + MARGIN / 2))


def _chosen(history: History | None, names: Sequence[str] | None) -> list[Metric]:
    metrics = [] if history is None else list(history.metrics)
    if names is None:
        losses = [metric for metric in metrics if metric.name == "loss"]
        return [*losses, *(metric for metric in metrics if metric.name != "loss")][:MAX_CURVES]
    by_name = {metric.name: metric for metric in metrics}
    for name in names:
        if name not in by_name:
            raise (
                unknown_choice("metric of the training", name, by_name)
                if by_name
                else OptionError(f"the training has no metric {name!r}: nothing was logged by epoch")
            )
    return [by_name[name] for name in names]
