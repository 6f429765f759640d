"""The functions that show which parts of an input decide what a live model returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dotnet_viz.charts.attribution.features import FeatureImages
    from dotnet_viz.charts.attribution.picture import Attribution


def gradcam(
    model: object, image: Any, target: Any = None, layer: str | None = None, method: str = "gradcam", **options: Any
) -> Attribution:
    """Return a class activation map: where the last convolution of a model sees what speaks for a class.

    Models inside the model are looked into, and nothing of the model is changed.

    Args:
        model: a live Keras model on TensorFlow, JAX or PyTorch, or its ``.keras`` or ``.h5`` file, which Keras loads.
        image: one input as the model takes it, with or without the axis of samples; of several inputs a list or dict.
        target: index or name of a class, a function from the model's outputs to a number for each sample, or a list of
            these for a row of maps; ``None`` for the class that the model predicts.
        layer: id or name of a convolution, such as ``"backbone/conv5"``; ``None`` for the last one that sees the input.
        method: ``"gradcam"``, ``"gradcam++"`` or ``"score-cam"``.
        options: as :func:`attribution` takes them.

    Raises:
        VizError: the model, the input, the target or the layer cannot be used; the message says what can.
    """
    from dotnet_viz.errors import unknown_choice
    from dotnet_viz.explain.attribution.options import CLASS_ACTIVATION_MAPS

    if method not in CLASS_ACTIVATION_MAPS:
        raise unknown_choice("method", method, CLASS_ACTIVATION_MAPS)
    return attribution(model, image, target, method, layer=layer, **options)


def attribution(  # noqa: PLR0913 - each is a word that users know
    model: object,
    x: Any,
    target: Any = None,
    method: str = "saliency",
    *,
    layer: str | None = None,
    class_names: Iterable[str] | None = None,
    output: int | str | None = None,
    input: int | str | None = None,  # noqa: A002 - as output is one
    position: Sequence[int] | None = None,
    tokens: Sequence[str] | None = None,
    picture: Any = None,
    opacity: float = 0.6,
    colormap: str = "viridis",
    check: bool = False,
    theme: str = "light",
    title: str | None = None,
    **options: Any,
) -> Attribution:
    """Return which parts of an input decide what a model returns, as arrays and as a picture.

    Nothing of the model is changed: weights, flags, functions, the optimizer and random states stay as they are.

    Args:
        model: a live Keras model on TensorFlow, JAX or PyTorch, or its ``.keras`` or ``.h5`` file, which Keras loads.
        x: one input as the model takes it, with or without the axis of samples; of several inputs a list or dict.
        target: index or name of a class, a function from the model's outputs to a number for each sample, or a list of
            these for a row of maps; ``None`` for the class that the model predicts. A sigmoid head has the classes 0 and 1.
        method: ``"saliency"``, ``"smoothgrad"``, ``"integrated-gradients"``, ``"guided-backprop"``, ``"occlusion"``,
            ``"gradcam"``, ``"gradcam++"`` or ``"score-cam"``.
        layer: of class activation maps: id or name of a convolution; ``None`` for the last one that sees the input.
        class_names: of the classes.
        output: index or name of the output to explain, where there are several; ``None`` for the first.
        input: index or name of the input to explain, where there are several; ``None`` for each that is an image.
        position: such as ``(row, column)`` of a segmentation; ``None`` for the mean over all positions.
        tokens: words of a text, one for each position, to show in place of their numbers.
        picture: an image of the input to show in place of its values, such as before it was preprocessed.
        opacity: of the map over the input, from 0 to 1.
        colormap: of the map: a name that matplotlib knows.
        check: whether the picture shows if the map can be believed: insertion and deletion, and shuffled weights.
        theme: of the picture: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the picture; ``None`` for none.
        options: of the method, see :class:`~dotnet_viz.explain.attribution.options.AttributionOptions`: ``steps``, ``samples``,
            ``noise``, ``seed``, ``baseline``, ``window``, ``stride``, ``max_channels``, ``logits``.

    Returns:
        A picture with ``.values`` (shape of the input without channels, largest 1, or all 0), ``.signed``, ``.target``,
        ``.layer``, ``.score``, ``.notes``, ``.faithfulness()`` and ``.randomization()``; of several targets or inputs it is a
        sequence of maps that have these.

    Raises:
        VizError: the model, the input, the target or an option cannot be used; the message says what can.
    """
    from dotnet_viz.arguments import names_in
    from dotnet_viz.charts.attribution.layout import Appearance
    from dotnet_viz.charts.attribution.picture import Attribution
    from dotnet_viz.explain.attribution.explain import Question, explain
    from dotnet_viz.explain.attribution.options import AttributionOptions, check_method

    words = None if tokens is None else names_in("tokens", tokens)
    appearance = Appearance(picture, opacity, colormap, words)
    question = Question(target, layer, class_names, output, input, position)
    explained = explain(model, x, check_method(method), question, AttributionOptions.of(**options))
    return Attribution(explained, appearance, check, theme, title)


def feature_maximization(
    model: object,
    layer: str,
    units: int | Sequence[int] | None = None,
    *,
    theme: str = "light",
    title: str | None = None,
    **options: Any,
) -> FeatureImages:
    """Return inputs that excite units of a layer most: gradient ascent from noise, the same for the same seed.

    Nothing of the model is changed.

    Args:
        model: a live Keras model with one input, or its file, which Keras loads.
        layer: id or name of a layer, such as ``"conv2d_3"`` or ``"backbone/conv5"``.
        units: indices of channels or neurons; ``None`` takes the first eight, or all where there are fewer.
        theme: of the picture: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the picture; ``None`` for none.
        options: ``steps`` (128), ``step_size`` (0.05 of the range), ``jitter`` (2 pixels), ``total_variation`` (0.2), ``seed``
            (0) and ``value_range`` of an input (0 to 1).

    Raises:
        VizError: the model, the layer or an option cannot be used; the message says what can.
    """
    from dataclasses import fields

    from dotnet_viz.arguments import positions_in
    from dotnet_viz.charts.attribution.features import FeatureImages
    from dotnet_viz.charts.themes import check_theme
    from dotnet_viz.errors import unknown_choice
    from dotnet_viz.explain.feature_maximization import MaximizationOptions, maximize_features
    from dotnet_viz.explain.live.live_model import is_model_file, load_live

    check_theme(theme)
    names = [one.name for one in fields(MaximizationOptions)]
    for name in options:
        if name not in names:
            raise unknown_choice("option", name, names)
    chosen = MaximizationOptions(**options)
    wanted = None if units is None else positions_in("units", units)
    live = load_live(model) if is_model_file(model) else model
    return FeatureImages(maximize_features(live, layer, wanted, chosen), chosen.value_range, theme, title)
