"""The functions that explain outputs as sums of what features add: SHAP and LIME."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dotnet_viz.charts.explanations.lime.explanation import LimeExplanation
    from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation


def shap(  # noqa: PLR0913 - each is a word that users know
    model: Any,
    x: Any,
    *,
    background: Any = None,
    explainer: str = "auto",
    seed: int = 0,
    max_evaluations: int | None = None,
    output: int | str | None = None,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    theme: str = "light",
) -> ShapExplanation:
    """Return the SHAP values of a model: what each feature adds to the output for each sample.

    They are those of the library ``shap`` (``pip install dotnet_viz[shap]``); the pictures are drawn from them here. What the
    library changes in the process, such as gradients of TensorFlow or random states, is put back whatever happens.

    Args:
        model: a fitted estimator or ``Pipeline`` of scikit-learn, a model of XGBoost or LightGBM, a live Keras model or its
            file, or a function that takes samples and returns numbers of shape (samples[, outputs]).
        x: samples: a table (array or frame, whose columns may hold words), images, or texts.
        background: samples that show what is usual, such as ``x_train``; of trees ``None`` stands for the training samples
            in their leaves, of others for the explained samples themselves.
        explainer: ``"tree"``, ``"linear"``, ``"gradient"``, ``"deep"``, ``"permutation"``, ``"partition"``, ``"kernel"`` or
            ``"exact"``; ``"auto"`` chooses by what the model is, and the result names it.
        seed: of everything random.
        max_evaluations: runs of the model for each sample at most; ``None`` for the explainer's own number.
        output: index or name of the only output to explain; ``None`` for all, or the five largest of more than ten where each
            costs as much as the first (Keras models, images and texts).
        feature_names: of the columns; ``None`` for those of the frame.
        class_names: of the outputs; ``None`` for those that the model knows.
        theme: of the pictures: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.

    Returns:
        An explanation with ``.values``, ``.base_values``, ``.predictions``, ``.additivity_error``, ``.to_frame()``,
        ``.save("x.npz")`` and a method for each picture: ``.waterfall(0)``, ``.force(0)``, ``.beeswarm()``, ``.bar()``,
        ``.dependence("age")``, ``.heatmap()``, ``.decision()``, ``.image(0)``, ``.text(0)``, each with a ``title`` on request.

    Raises:
        MissingDependencyError: the library is not installed.
        VizError: the model, the samples or an option cannot be used; the message says what can.
    """
    from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation
    from dotnet_viz.explain.libraries.shap.explain import shap_values
    from dotnet_viz.explain.libraries.shap.request import Request

    request = Request(explainer, seed, max_evaluations, output)
    found = shap_values(
        model, x, request, background=background, feature_names=feature_names, class_names=class_names
    )  # fmt: skip
    return ShapExplanation(found, theme)


def lime(  # noqa: PLR0913 - each is a word that users know
    model: Any,
    x: Any,
    *,
    data: Any = None,
    seed: int = 0,
    max_features: int | None = None,
    samples: int | None = None,
    output: int | str | None = None,
    segments: Any = None,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    theme: str = "light",
    title: str | None = None,
) -> LimeExplanation:
    """Return a linear model that is like a model near one sample, as LIME fits it, as a picture and as numbers.

    It is that of the library ``lime`` (``pip install dotnet_viz[lime]``).

    Args:
        model: as :func:`shap` takes it; of a classifier probabilities are explained.
        x: one sample: a row of a table, an image or a text.
        data: rows of the table, such as ``x_train``, which show what is usual; not needed for images and texts.
        seed: of everything random.
        max_features: how many weights there are at most; ``None`` for 10, and for all parts of an image.
        samples: how many samples near ``x`` the linear model is fitted to; ``None`` for 5,000, and for 1,000 images.
        output: index or name of the output to explain; ``None`` for the class that is predicted.
        segments: parts of an image: for each pixel the number of its part; ``None`` for superpixels.
        feature_names: of the columns; ``None`` for those of the frame.
        class_names: of the outputs; ``None`` for those that the model knows.
        theme: of the picture: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the picture; ``None`` for none.

    Returns:
        A picture with ``.weights``, ``.intercept``, ``.prediction``, ``.local_prediction``, ``.score`` (R²), ``.to_dict()``
        and ``.to_frame()``.

    Raises:
        MissingDependencyError: the library is not installed.
        VizError: the model, the sample or an option cannot be used; the message says what can.
    """
    from dotnet_viz.charts.explanations.lime.explanation import LimeExplanation
    from dotnet_viz.explain.libraries.lime.explain import LimeRequest, lime_values

    request = LimeRequest(seed, max_features, samples, output, segments)
    found = lime_values(
        model, x, request, data=data, feature_names=feature_names, class_names=class_names
    )  # fmt: skip
    return LimeExplanation(found, theme, title)
