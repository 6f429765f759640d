"""The forward pass that fits to a model: by Keras and its backend, or in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from dotnet_viz import readers
from dotnet_viz.datasets.batches import Shapes
from dotnet_viz.explain.activations.batches import Batch
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.explain.live.live_model import is_live, is_model_file, load_live
from dotnet_viz.graph import Graph
from dotnet_viz.measures.estimators.unwrap import unwrap

Take = Callable[[Place, Any], None]


class ForwardPass(Protocol):
    """Runs a model on batches and passes what its layers return to a function."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def input_shapes(self) -> Shapes: ...  # noqa: D102
    @property
    def input_names(self) -> tuple[str, ...]: ...  # noqa: D102
    def run(self, batch: Batch, take: Take, *, repeated: bool = False, take_input: Take | None = None) -> None:
        """Run the model on one batch.

        Args:
            batch: arrays of the inputs, with the samples first.
            take: is given the place of each call and what the layer returned there.
            repeated: whether more batches of the same shapes follow, so that compiling the pass pays.
            take_input: is given the place of each call and what the layer is called with; ``None`` for nothing.
        """

    def predict(self, batch: Batch) -> Any:
        """Return the only output of the model as an array.

        Args:
            batch: arrays of the inputs, with the samples first.
        """


def forward_pass(model: object, layers: str | Sequence[str] | None = None) -> ForwardPass:
    """Return what runs a model.

    Args:
        model: a live Keras model, a ``.keras`` or ``.h5`` file, which Keras loads, or dense layers that follow one another:
            a list of ``(kernel, bias, activation)``, a ``.npz`` file, a scikit-learn MLP or a pipeline that ends in one.
        layers: ids or names of layers, or of models in the model; ``None`` for all.

    Raises:
        UnsupportedInputError: the model cannot be run.
        OptionError: an unknown layer.
        VizError: the model cannot be read.
    """
    if is_live(model) or is_model_file(model):
        from dotnet_viz.explain.activations.keras_pass import KerasPass

        return KerasPass(load_live(model), layers)
    from dotnet_viz.explain.activations.dense_pass import DensePass

    if isinstance(model, Graph):
        return DensePass(model, layers)
    unwrapped = unwrap(model)
    return DensePass(readers.read(unwrapped.estimator), layers, unwrapped.transformed if unwrapped.before else None)


def run_all(runner: ForwardPass, inputs: Iterable[Batch], take: Take) -> int:
    """Run a model over all inputs and return how many samples there were.

    Args:
        runner: of :func:`forward_pass`.
        inputs: batches, see :func:`~dotnet_viz.explain.activations.batches.batches`, which are asked for one by one.
        take: called with the place and the values of each array, batch by batch.
    """
    count, waiting = 0, None
    for batch in inputs:
        if waiting is not None:
            runner.run(waiting, take, repeated=True)
        count, waiting = count + len(batch[0]), batch
    if waiting is not None:
        runner.run(waiting, take, repeated=count > len(waiting[0]))
    return count
