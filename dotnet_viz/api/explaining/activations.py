"""The functions that run a model on inputs and show what its layers return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.explain.activations.result import Activations, ActivationStatistics
    from dotnet_viz.passage.picture import PassagePicture


def activations(
    model: object,
    x: Any,
    layers: str | Sequence[str] | None = None,
    *,
    batch_size: int = 32,
    max_samples: int | None = None,
) -> Activations:
    """Return what every call of every layer returns for some inputs, from one forward pass in inference mode.

    Models in the model are run through, and the model is unchanged afterwards. For more samples than fit into memory take
    :func:`activation_statistics`.

    Args:
        model: a live Keras model on any backend, a ``.keras`` or ``.h5`` file, which Keras loads, or dense layers that follow
            one another: a list of ``(kernel, bias, activation)``, a ``.npz`` file, a scikit-learn MLP.
        x: one sample or several; a list, tuple or dict of arrays for a model of several inputs; batches of them, such as a
            ``tf.data.Dataset``, torch ``DataLoader``, ``keras.utils.PyDataset`` or generator, whose labels are left aside; a
            frame; or the path of a ``.npz``, ``.npy`` or ``.csv`` file.
        layers: which layers: ids such as ``"backbone/conv5"``, names, or models in the model; ``None`` for all.
        batch_size: samples that are run at a time.
        max_samples: samples at most, the first ones; ``None`` for all, or for 10,000 of what is known to have no end.

    Returns:
        A mapping from the layer's id to an array, samples first. A shared layer has ``"dense"`` and ``"dense#2"``, a further
        output of a layer ``"lstm[1]"``, and attention ``"attention/attention_scores"`` of shape (samples, heads, queries,
        keys) beside its output. ``.statistics`` has numbers of each, ``.save("a.npz")`` writes all.

    Raises:
        NotBuiltError: the model has no weights yet.
        ShapeError: the inputs do not fit to the model.
        OptionError: an unknown layer.
        UnsupportedInputError: no model that can be run, or no array.

    Example:
        >>> import numpy as np
        >>> found = activations([(np.array([[1.0, -1.0]]), None, "relu"), np.ones((2, 1))], np.array([[3.0]]))
        >>> {name: values.tolist() for name, values in found.items()}
        {'dense_1': [[3.0, 0.0]], 'dense_2': [[3.0]]}
    """
    import numpy as np

    from dotnet_viz.explain.activations.batches import batches
    from dotnet_viz.explain.activations.forward_pass import forward_pass
    from dotnet_viz.explain.activations.result import Activations

    runner = forward_pass(model, layers)
    parts: dict[Any, list[Any]] = {}
    given: list[Any] = []
    for batch in batches(x, runner.input_shapes, runner.input_names, batch_size, max_samples):
        given.append(batch)
        runner.run(batch, lambda place, values: parts.setdefault(place, []).append(values), repeated=len(given) > 1)
    names = runner.input_names or tuple(f"input {number}" for number in range(len(given[0])))
    joined = [np.concatenate(arrays) if len(arrays) > 1 else arrays[0] for arrays in zip(*given, strict=True)]
    arrays = {place: np.concatenate(found) if len(found) > 1 else found[0] for place, found in parts.items()}
    return Activations(arrays, dict(zip(names, joined, strict=True)))


def activation_statistics(
    model: object,
    x: Any,
    layers: str | Sequence[str] | None = None,
    *,
    batch_size: int = 32,
    top: int = 9,
    max_samples: int | None = None,
) -> ActivationStatistics:
    """Return statistics of what the layers of a model return over a data set, of which one batch is in memory at a time.

    Args:
        model: see :func:`activations`.
        x: see :func:`activations`; a memory map, or batches that are made one by one, need not fit into memory.
        layers: see :func:`activations`.
        batch_size: samples that are run at a time.
        top: for each unit, how many of the samples that excite it most are kept.
        max_samples: see :func:`activations`.

    Returns:
        A mapping from the layer's id to its statistics: mean, range, histogram, dead and saturated units, and the samples
        that excite each unit most (``.top_inputs``).

    Raises:
        NotBuiltError: the model has no weights yet.
        ShapeError: the inputs do not fit to the model.
        OptionError: an unknown layer.
        UnsupportedInputError: no model that can be run, or no array.

    Example:
        >>> import numpy as np
        >>> found = activation_statistics([(np.array([[1.0, -1.0]]), None, "relu")], np.array([[1.0], [2.0]]), top=1)
        >>> found["dense_1"].dead_units, found["dense_1"].top_inputs.tolist()
        ((1,), [[1], [0]])
    """
    from dotnet_viz.explain.activations.batches import batches
    from dotnet_viz.explain.activations.collect import collect_statistics
    from dotnet_viz.explain.activations.forward_pass import forward_pass

    runner = forward_pass(model, layers)
    return collect_statistics(runner, batches(x, runner.input_shapes, runner.input_names, batch_size, max_samples), top)


def pattern_passage(
    model: object,
    x: Any,
    grid_size: tuple[int, int] = (3, 3),
    limit_size_layer: tuple[int, int] | None = (80, 80),
    layers: str | Sequence[str] | None = None,
    *,
    theme: str = "light",
    **options: Any,
) -> PassagePicture:
    """Draw what an input becomes in the layers of a model: each output as an image, with its shape and a colour bar.

    Matrices are images, outputs of convolutions a grid of channels, vectors strips, sequences bands over time, and attention
    the scores of its heads.

    Args:
        model: see :func:`activations`.
        x: see :func:`activations`; of several samples the first is drawn, and all of them in a folder.
        grid_size: rows and columns of the images of one layer: the channels of a convolution, the heads of attention.
        limit_size_layer: largest number of rows and columns of cells of an image; of a larger output each cell is a block of
            values. ``None`` draws every value.
        layers: see :func:`activations`; ``None`` for all but those that only hand on or rearrange values.
        theme: colours of the page: ``"light"``, ``"dark"``, or ``"auto"`` for the setting of the reader's browser.
        options: more options of :class:`~dotnet_viz.diagrams.passage.options.PassageOptions`: ``max_layers``, ``rank``,
            ``pooling``, ``colormap``, ``scaling_per``, ``class_names``.

    Returns:
        A picture. ``.save("passage.png")`` writes that of the first sample (``.svg``, ``.pdf``, ``.html`` to step through the
        layers, ``.npz`` with the arrays; ``.gif``, ``.webp``, ``.apng``, ``.avif`` and ``.mp4`` in which the layers appear one
        after the other), ``.save("folder/")`` one of every sample, of which few are in memory at a time.

    Raises:
        NotBuiltError: the model has no weights yet.
        ShapeError: the inputs do not fit to the model.
        OptionError: an unknown layer or option, or a value that it cannot take.
        UnsupportedInputError: no model that can be run, or no array.

    Example:
        >>> import numpy as np
        >>> passage = pattern_passage([(np.eye(4), None, "relu"), np.ones((4, 2))], np.arange(4.0))
        >>> [shape.name for shape in passage.drawing.scene.shapes]
        ['input', 'dense_1', 'dense_2']
    """
    from dataclasses import fields

    from dotnet_viz.diagrams.passage.options import PassageOptions
    from dotnet_viz.errors import unknown_choice
    from dotnet_viz.explain.activations.forward_pass import forward_pass
    from dotnet_viz.passage.picture import PassagePicture

    known = [one.name for one in fields(PassageOptions)]
    for name in options:
        if name not in known:
            raise unknown_choice("option of pattern_passage:", name, ["layers", "theme", *known])
    chosen = PassageOptions(grid_size=grid_size, limit_size_layer=limit_size_layer, **options)
    return PassagePicture(forward_pass(model, layers), x, chosen, is_chosen=layers is not None, theme=theme)


def contribution_graph(
    model: object,
    x: Any,
    *,
    target: int | str | None = None,
    other: Any = None,
    lines: str = "contribution",
    colormap: str = "viridis",
    engine: str = "wasm",
    theme: str = "light",
    **options: Any,
) -> Drawing:
    """Draw the weight graph of one input: a line is what it carries (weight times activation), a circle its activation.

    With a target it shows the paths that decide one output, with a second input the difference of the two. Layers with
    positions, such as convolutions, count by the mean over them.

    Args:
        model: see :func:`activations`.
        x: one sample; of several the first is taken.
        target: position of an output, or its name in ``class_names``: lines are the parts of its value (before the last
            activation function) that came through them, by layer-wise relevance propagation.
        other: another sample, which is subtracted.
        lines: ``"contribution"``, or ``"weight"`` for the weights themselves.
        colormap: of the activations, see :func:`pattern_passage`.
        engine: see :func:`dotnet_viz.draw`.
        theme: see :func:`dotnet_viz.draw`.
        options: options of :class:`~dotnet_viz.diagrams.WeightGraph`, such as ``max_neurons=8`` or ``class_names=[...]``.

    Raises:
        UnsupportedInputError: no layer of the model has lines that carry weight times activation.
        OptionError: an unknown target or option.
        ShapeError: the inputs do not fit to the model.

    Example:
        >>> import numpy as np
        >>> drawing = contribution_graph([np.array([[2.0, -1.0]])], np.array([3.0]))
        >>> drawing.scene.bundles[0].values.tolist()
        [-3.0, 6.0]
    """
    from dotnet_viz.api.reading import read
    from dotnet_viz.diagrams import style_of
    from dotnet_viz.diagrams.weight_graph.contributions.contribution_graph import LEAST, ContributionGraph
    from dotnet_viz.diagrams.weight_graph.contributions.node_values import node_values
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.explain.live.live_model import is_model_file, load_live

    live = load_live(model) if is_model_file(model) else model
    graph = read(live)
    style: Any = style_of("weight-graph", {"threshold": LEAST if lines == "contribution" else None, **options, "bias": "none"})
    picture = ContributionGraph(
        node_values(live, graph, x),
        None if other is None else node_values(live, graph, other),
        target,
        lines,
        colormap,
        style,
    )
    return Drawing(picture.build(graph), engine=engine, theme=theme)
