"""Inputs that a report runs the model on: what layers return for them is computed when first asked for, and once only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError, VizError
from dotnet_viz.explain.activations.batches import Batch, batches, sample_count
from dotnet_viz.explain.activations.collect import collect_statistics
from dotnet_viz.explain.activations.forward_pass import ForwardPass, forward_pass
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.explain.activations.result import ActivationStatistics
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import translate

MAX_SAMPLES = 512
"""Samples that statistics are taken of; of more, the first ones."""
BATCH = 32
_MAX_LINE = 300
_STYLING = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, eq=False)
class GivenInputs:
    """Samples of a model.

    Args:
        model: what :func:`~dotnet_viz.explain.activations.forward_pass.forward_pass` takes.
        x: one sample or several, or batches that are made one by one.
        targets: the true answers, as ``y`` of data for an evaluation; ``None`` where they are not known.

    Example:
        >>> given = GivenInputs([(np.array([[1.0, -1.0]]), None, "relu")], np.array([[1.0], [2.0]]))
        >>> given.statistics["dense_1"].dead_units, given.in_words
        ((1,), '2 samples')
    """

    model: Any
    x: Any
    targets: Any = None

    def check(self) -> None:
        """Raise where the inputs do not fit to the model, or the answers not to the inputs.

        Raises:
            ShapeError: they do not fit.
            UnsupportedInputError: they are no arrays.
        """
        if self._runs:
            self._check_answers(self._first)

    @property
    def _runs(self) -> bool:
        try:
            return self.runner is not None
        except VizError:  # each section says by itself why it cannot run the model
            return False

    def _check_answers(self, first: Batch) -> None:
        if self.targets is None:
            return
        count, known = self.count, _answer_count(self.targets)
        if known != count if count is not None else known < len(first[0]):
            inputs = format_count(len(first[0]) if count is None else count, "input")
            raise ShapeError(
                f"targets must have one answer for each input: there are {inputs}, and {format_count(known)} answers"
            )

    @cached_property
    def runner(self) -> ForwardPass:
        """What runs the model.

        Raises:
            VizError: the model cannot be run.
        """
        return forward_pass(self.model)

    @cached_property
    def count(self) -> int | None:
        """How many samples there are; ``None`` where they are made one by one."""
        return sample_count(self.x, self.runner.input_shapes, self.runner.input_names)

    @cached_property
    def _batches(self) -> Iterator[Batch]:
        return batches(self.x, self.runner.input_shapes, self.runner.input_names, BATCH, MAX_SAMPLES)

    @cached_property
    def _first(self) -> Batch:
        return next(self._batches)

    def sample(self, number: int) -> Batch:
        """Return one of the first samples: an array for each input, with an axis of samples.

        Args:
            number: from 0, below :attr:`first_count`.

        Raises:
            VizError: the model cannot be run.
        """
        return tuple(array[number : number + 1] for array in self._first)

    def model_input(self, number: int) -> Any:
        """Return one of the first samples as the model takes it: an array, or of several inputs a list of them.

        Args:
            number: see :meth:`sample`.
        """
        found = self.sample(number)
        return found[0] if len(found) == 1 else list(found)

    @property
    def first_count(self) -> int:
        """How many samples :meth:`sample` has."""
        return len(self._first[0])

    @cached_property
    def statistics(self) -> ActivationStatistics:
        """Statistics of what each call of each layer returns for the first :data:`MAX_SAMPLES` samples.

        Raises:
            VizError: the model cannot be run.
        """
        return collect_statistics(self.runner, self._some_batches(), top=1)

    def _some_batches(self) -> Iterator[Batch]:
        left = MAX_SAMPLES
        for batch in chain([self._first], self._batches):
            yield tuple(array[:left] for array in batch)
            left -= len(batch[0])
            if left <= 0:
                return

    @cached_property
    def outputs(self) -> Mapping[Place, NDArray[Any]]:
        """What each call of each layer returns for the first sample, without the axis of samples."""
        found: dict[Place, NDArray[Any]] = {}
        self.runner.run(self.sample(0), lambda place, values: found.__setitem__(place, values[0]))
        return found

    @property
    def in_words(self) -> str:
        """How many samples statistics are of, and of how many."""
        samples = self.statistics.samples
        if self.count is not None and self.count > samples:
            return translate(
                "the first {samples} of {all}", samples=format_count(samples), all=format_count(self.count, "sample")
            )
        shown = format_count(samples, "sample")
        return translate("the first {samples}", samples=shown) if samples == MAX_SAMPLES else shown

    def answers(self, names: Sequence[str], output: int) -> NDArray[Any] | None:
        """Return the true answers of all samples for one output; ``None`` where they are not known.

        Args:
            names: of the model's outputs.
            output: which of them.
        """
        targets = self.targets
        if isinstance(targets, Mapping):
            targets = targets.get(names[output])
        elif _is_of_outputs(targets):
            targets = targets[output] if output < len(targets) else None
        return None if targets is None else np.asarray(targets)


def _answer_count(targets: Any) -> int:
    if isinstance(targets, Mapping):
        return len(next(iter(targets.values())))
    return len(targets[0] if _is_of_outputs(targets) else targets)


def _is_of_outputs(targets: Any) -> bool:
    """Whether answers are a list of arrays, one for each output, and not one of samples."""
    return isinstance(targets, list | tuple) and all(len(getattr(part, "shape", ())) > 0 for part in targets)


def answers_of(x: Any, data: tuple[Any, Any] | None) -> Any:
    """Return the answers of inputs that are the first samples of some data; ``None`` where they are others.

    Args:
        x: inputs.
        data: samples and their answers.

    Example:
        >>> samples, answers = np.arange(6.0).reshape(3, 2), np.array([0, 1, 1])
        >>> answers_of(samples[:2], (samples, answers)).tolist(), answers_of(samples[1:], (samples, answers))
        ([0, 1], None)
    """
    if data is None or data[1] is None or not hasattr(x, "shape") or not hasattr(data[0], "shape"):
        return None
    count = len(x) if len(x.shape) == len(data[0].shape) else 0
    few = min(count, BATCH)
    if not 0 < count <= len(data[0]) or not np.array_equal(np.asarray(x[:few]), np.asarray(data[0][:few])):
        return None
    answers = data[1]
    if isinstance(answers, Mapping):
        return {name: part[:count] for name, part in answers.items()}
    return [part[:count] for part in answers] if _is_of_outputs(answers) else answers[:count]


def failure_line(error: Exception) -> str:
    r"""Return in one line why something could not be done, without the arguments of a layer that Keras adds in bold type.

    Args:
        error: that was raised.

    Example:
        >>> failure_line(ValueError("Exception in A.call().\n\n\x1b[1mno\x1b[0m\n\nArguments received by A.call(): ..."))
        'Exception in A.call(). no'
    """
    text = _STYLING.sub("", str(error)).partition("\n\nArguments received by")[0]
    line = one_line(" ".join(text.split())) or type(error).__name__
    return line if len(line) <= _MAX_LINE else f"{line[:_MAX_LINE]} ..."
