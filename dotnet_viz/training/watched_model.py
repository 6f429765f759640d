"""The model as the recording sees it: its graph, and what is measured of it after an epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dotnet_viz.measures.training.record_notes import (
    BOTH,
    EPOCHS,
    MEASURED_SELDOM,
    NO_DATA,
    NO_GRADIENTS,
    OWN_TRAIN_STEP,
    TIMES,
    WEIGHTS_CAME_LATE,
)
from dotnet_viz.measures.training.record_parts import Singles
from dotnet_viz.measures.training.statistics import Measured
from dotnet_viz.readers.keras.live.reader import linked
from dotnet_viz.training.fixed_batch import FixedBatch, fixed_batch
from dotnet_viz.training.gradients.loss import has_loss, has_own_step
from dotnet_viz.training.gradients.measures import GradientMeasures
from dotnet_viz.training.measured.activations import ActivationMeasures
from dotnet_viz.training.measured.sampling import flat_sample
from dotnet_viz.training.measured.weights import (
    MEASURED_VALUES,
    NamedVariable,
    SnapshotPlan,
    WeightMeasures,
    named_variables,
    plan_snapshots,
    take_snapshot,
)
from dotnet_viz.training.options import RecordOptions
from dotnet_viz.training.safeguards.allowance import SHARE, Allowance, LimitedPart
from dotnet_viz.training.safeguards.protection import Guard
from dotnet_viz.training.written.recorder import Recorder
from dotnet_viz.translation.sentences import sentence

SHARES = {"weights": 0.01, "gradients": 0.02, "activations": 0.02}
"""Of the time of training, what each part may take where it is ``"auto"``.

Activations are measured in the pass that gradients need anyway; their own share counts where there are no gradients.
"""
_LATER = {"tensorflow": 0.5, "jax": 0.1, "torch": 0.5}
"""What a pass takes once its operations are known or compiled, as a part of the first."""
_SECONDS_A_WEIGHT, _SECONDS_A_VALUE = 5e-4, 2e-8
"""What the first look at weights and their updates takes."""
_FINGERPRINT = 1000


class WatchedModel:
    """Measures a model after its epochs, each part as often as it may.

    Args:
        model: that is trained.
        options: what is recorded.
        guard: keeps faults inside.
        note: is given sentences for the reader of the record.
        allowance: of the whole recording.
        first_pass: how many seconds a first pass with gradients is expected to take; asked after the first epoch.

    Attributes:
        waits: whether layers have no weights yet, as in a model that Keras builds from its first batch.
    """

    def __init__(
        self,
        model: Any,
        options: RecordOptions,
        guard: Guard,
        note: Callable[[str], None],
        allowance: Allowance,
        first_pass: Callable[[], float],
    ) -> None:
        self._model, self._options, self._guard, self._note = model, options, guard, note
        self._first_pass = first_pass
        self._parts = {name: _part(name, options, allowance) for name in SHARES}
        self._measures: dict[str, Callable[[], list[Measured]]] = {}
        self._weights: WeightMeasures | None = None
        self._epochs = 0
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
            self._note(WEIGHTS_CAME_LATE)
            return
        self._variables = named_variables(graph)
        if self._options.when("weights") != "never":
            self._guard.run("weights", lambda: self._prepare_weights(are_from_before=not has_trained))
        self._prepare_snapshots(epochs)
        batch = self._fixed_batch()
        if batch is None:
            return
        activations = None
        if self._options.when("activations") != "never":
            activations = self._guard.run("activations", lambda: ActivationMeasures(self._model, graph))
        if self._options.when("gradients") != "never":
            self._guard.run("gradients", lambda: self._prepare_gradients(batch, activations))
        if activations is not None:
            self._measures["activations"] = lambda: list(activations.measure(batch.x))

    def measure(self, index: int) -> list[Measured]:
        """Return what is measured after an epoch.

        Args:
            index: of the epoch in this call of ``fit``.
        """
        self._epochs += 1
        if index % (self._options.every or 1):
            return []
        found: list[Measured] = []
        for name in self._measures:
            if not self._comes_with_gradients(name) and self._parts[name].is_due(self._first_cost(name)):
                found += self._measure(name, found)
        return found

    def complete(self, found: list[Measured]) -> list[Measured]:
        """Return what the last epoch lacks, measured now that training has ended.

        Args:
            found: what was measured after that epoch.
        """
        known = {measured.quantity for measured in found}
        more: list[Measured] = []
        for name in self._measures:
            if name not in known and not self._comes_with_gradients(name):
                more += self._measure(name, more)
        return more

    def _measure(self, name: str, found: list[Measured]) -> list[Measured]:
        if any(measured.quantity == name for measured in found):  # activations, in the pass for gradients
            return []
        with self._parts[name].spending():
            return self._guard.run(name, self._measures[name]) or []

    def _comes_with_gradients(self, name: str) -> bool:
        """Whether activations wait for the pass for gradients, which measures them too."""
        waits = "gradients" in self._measures and self._guard.is_on("gradients")
        return name == "activations" and waits and self._parts["activations"].when == "auto"

    def _first_cost(self, name: str) -> float:
        if name == "weights":
            values = min(MEASURED_VALUES, sum(variable.size for variable in self._variables))
            return _SECONDS_A_WEIGHT * len(self._variables) + _SECONDS_A_VALUE * values
        return self._first_pass() * (1.0 if name == "gradients" else 0.5)

    def snapshot(self, epoch: int, found: list[Measured], *, is_last: bool) -> dict[str, Singles]:
        """Return the weights that are kept of an epoch; none where the interval leaves it out.

        Args:
            epoch: its number.
            found: what was measured just now.
            is_last: whether it is known to be the last one.
        """
        plan = self._plan
        if plan is None or (epoch % plan.every and not is_last):
            return {}
        are_read = self._weights is not None and any(measured.quantity == "weights" for measured in found)
        known = self._weights.whole if self._weights is not None and are_read else {}
        return self._guard.run("snapshots of weights", lambda: take_snapshot(self._variables, plan, known)) or {}

    def fingerprint(self) -> bytes:
        """Return values of the last trained weight: they differ once the weights have been replaced or trained on."""
        trained = [named for named in self._variables if named.variable.trainable]
        return flat_sample(trained[-1].values(), _FINGERPRINT).tobytes() if trained else b""

    def notes(self) -> Iterator[str]:
        """Yield what was looked at less often than after every epoch."""
        together = "activations" in self._measures and self._comes_with_gradients("activations")
        for name, part in self._parts.items():
            if part.skipped and part.measured < self._epochs and name in self._measures:
                what = BOTH if name == "gradients" and together else name
                times, epochs = (sentence(*words, count=count) for words, count in
                                 ((TIMES, part.measured), (EPOCHS, self._epochs)))  # fmt: skip
                share = f"{SHARE * 100:g} %"
                yield sentence(MEASURED_SELDOM, share=share, parts=what, times=times, epochs=epochs, name=name)

    def _prepare_weights(self, *, are_from_before: bool) -> None:
        weights = WeightMeasures(self._variables, whole=self._options.weights in ("always", True))
        if are_from_before:
            weights.keep()
        for text in weights.notes:
            self._note(text)
        self._measures["weights"], self._weights = lambda: list(weights.measure()), weights

    def _prepare_snapshots(self, epochs: int) -> None:
        if self._options.snapshot_bytes and self._variables:
            self._plan = plan_snapshots(self._variables, epochs, self._options.snapshot_bytes)
            for text in self._plan.notes:
                self._note(text)

    def _fixed_batch(self) -> FixedBatch | None:
        wanted = [part for part in ("gradients", "activations") if self._options.when(part) != "never"]
        if self._options.data is None:
            if wanted:
                self._note(sentence(NO_DATA, parts=BOTH if len(wanted) > 1 else wanted[0]))
            return None
        return self._guard.run("the samples for gradients and activations", self._read_batch)

    def _read_batch(self) -> FixedBatch:
        return fixed_batch(self._options.data, self._options.samples)

    def _prepare_gradients(self, batch: FixedBatch, activations: ActivationMeasures | None) -> None:
        if batch.y is None or not has_loss(self._model):
            self._note(NO_GRADIENTS)
            return
        if has_own_step(self._model):
            self._note(OWN_TRAIN_STEP)
        gradients = GradientMeasures(self._model, batch, self._variables, activations)
        self._measures["gradients"] = lambda: list(gradients.measure())


def _part(name: str, options: RecordOptions, allowance: Allowance) -> LimitedPart:
    import keras

    later = 1.0 if name == "weights" else _LATER.get(keras.backend.backend(), 1.0)
    return LimitedPart(allowance, SHARES[name], options.when(name), later=later)
