"""The model as the recording sees it: its graph, and what is measured of it after an epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dotnet_viz.formatting import format_percent
from dotnet_viz.measures.training.record_parts import Singles
from dotnet_viz.measures.training.statistics import Measured
from dotnet_viz.readers.keras.live.reader import linked
from dotnet_viz.training.activations import ActivationMeasures
from dotnet_viz.training.allowance import Allowance, Clock
from dotnet_viz.training.fixed_batch import FixedBatch, fixed_batch
from dotnet_viz.training.gradients.loss import has_loss, has_own_step
from dotnet_viz.training.gradients.measures import GradientMeasures
from dotnet_viz.training.options import RecordOptions
from dotnet_viz.training.protection import Guard
from dotnet_viz.training.recorder import Recorder
from dotnet_viz.training.weights import (
    NamedVariable,
    SnapshotPlan,
    WeightMeasures,
    named_variables,
    plan_snapshots,
    take_snapshot,
)

SHARES = {"weights": 0.01, "gradients": 0.015, "activations": 0.015}
"""Of the time of training, what each part may take where it is ``"auto"``, beyond its first and last time.

Activations are measured in the pass that gradients need anyway; their own share counts where there are no gradients.
"""


class WatchedModel:
    """Measures a model after its epochs, each part as often as it may.

    Args:
        model: that is trained.
        options: what is recorded.
        guard: keeps faults inside.
        note: is given sentences for the reader of the record.

    Attributes:
        waits: whether layers have no weights yet, as in a model that Keras builds from its first batch.
    """

    def __init__(self, model: Any, options: RecordOptions, guard: Guard, note: Callable[[str], None]) -> None:
        self._model, self._options, self._guard, self._note = model, options, guard, note
        self._clock = Clock()
        self._allowances = {part: Allowance(share, getattr(options, part)) for part, share in SHARES.items()}
        self._parts: dict[str, Callable[[], list[Measured]]] = {}
        self._variables: tuple[NamedVariable, ...] = ()
        self._plan: SnapshotPlan | None = None
        self.waits = False

    def prepare(self, recorder: Recorder, epochs: int, *, has_trained: bool = False) -> None:
        """Read the model and get ready for what is to be measured; wait for an epoch where layers have no weights yet.

        Args:
            recorder: gets the graph.
            epochs: that are planned.
            has_trained: whether the model was trained for an epoch after it was found to wait.
        """
        graph = self._guard.run("the model's graph", lambda: linked(self._model))
        if graph is None:
            return
        self._guard.run("the model's graph", lambda: recorder.write_model(graph))
        self.waits = not has_trained and any(layer.lacks_weights for layer in graph.layers)
        if self.waits:
            self._note(
                "Some layers had no weights before the first epoch, so that those from before training are not recorded;"
                " build the model before fit to have them."
            )
            return
        self._variables = named_variables(graph)
        if self._options.weights != "never":
            self._guard.run("weights", lambda: self._prepare_weights(are_from_before=not has_trained))
        self._prepare_snapshots(epochs)
        batch = self._fixed_batch()
        if batch is None:
            return
        activations = None
        if self._options.activations != "never":
            activations = self._guard.run("activations", lambda: ActivationMeasures(self._model, graph))
        if self._options.gradients != "never":
            self._guard.run("gradients", lambda: self._prepare_gradients(batch, activations))
        if activations is not None:
            self._parts["activations"] = lambda: list(activations.measure(batch.x))

    def measure(self, index: int, *, is_last: bool) -> list[Measured]:
        """Return what was measured after an epoch.

        Args:
            index: of the epoch in this call of ``fit``.
            is_last: whether it is the last one that was planned.
        """
        if index % self._options.every and not is_last:
            return []
        found: list[Measured] = []
        for part, measure in self._parts.items():
            if part == "activations" and self._are_activations_known(found):
                continue
            allowance = self._allowances[part]
            if self._guard.is_on(part) and allowance.is_due(self._clock.training, is_last=is_last):
                with self._clock.recording(), allowance.spending():
                    found += self._guard.run(part, measure) or []
        return found

    def _are_activations_known(self, found: list[Measured]) -> bool:
        """Whether the pass for gradients has measured activations too, or will at the next interval."""
        waits = "gradients" in self._parts and self._guard.is_on("gradients") and self._options.activations == "auto"
        return waits or any(measured.quantity == "activations" for measured in found)

    def snapshot(self, epoch: int, *, is_last: bool) -> dict[str, Singles]:
        """Return the weights that are kept of an epoch; none where the interval leaves it out.

        Args:
            epoch: its number.
            is_last: whether it is the last one that was planned.
        """
        plan = self._plan
        if plan is None or (epoch % plan.every and not is_last):
            return {}
        with self._clock.recording():
            return self._guard.run("snapshots of weights", lambda: take_snapshot(self._variables, plan)) or {}

    def notes(self) -> Iterator[str]:
        """Yield what was looked at less often than after every epoch."""
        together = "activations" in self._parts and self._options.activations == "auto"
        for part, allowance in self._allowances.items():
            if allowance.skipped:
                share = format_percent(SHARES[part])
                what = "gradients and activations" if part == "gradients" and together else part
                yield f"Not every epoch has {what}, so that they take no more than {share} of the training's time."

    def _prepare_weights(self, *, are_from_before: bool) -> None:
        weights = WeightMeasures(self._variables, whole=self._options.weights == "always")
        if are_from_before:
            weights.keep()
        for text in weights.notes:
            self._note(text)
        self._parts["weights"] = lambda: list(weights.measure())

    def _prepare_snapshots(self, epochs: int) -> None:
        if self._options.snapshot_bytes and self._variables:
            self._plan = plan_snapshots(self._variables, epochs, self._options.snapshot_bytes)
            for text in self._plan.notes:
                self._note(text)

    def _fixed_batch(self) -> FixedBatch | None:
        wanted = [part for part in ("gradients", "activations") if getattr(self._options, part) != "never"]
        if self._options.data is None:
            if wanted:
                self._note(f"Without data=(x, y) there are no {' and '.join(wanted)}.")
            return None
        return self._guard.run("the samples for gradients and activations", self._read_batch)

    def _read_batch(self) -> FixedBatch:
        return fixed_batch(self._options.data, self._options.samples)

    def _prepare_gradients(self, batch: FixedBatch, activations: ActivationMeasures | None) -> None:
        if batch.y is None or not has_loss(self._model):
            self._note("There are no gradients: the model was compiled without a loss, or the data has no answers.")
            return
        if has_own_step(self._model):
            self._note("The model has its own train_step; gradients are those of the loss that it was compiled with.")
        gradients = GradientMeasures(self._model, batch, self._variables, activations)
        self._parts["gradients"] = lambda: list(gradients.measure())
