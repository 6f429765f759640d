"""LIME of any model near one sample of a table, an image or a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.datasets.feature_names import known_feature_names
from dotnet_viz.errors import MissingDependencyError, OptionError, ShapeError, VizError, unknown_choice
from dotnet_viz.explain.libraries.library_state import kept_state
from dotnet_viz.explain.libraries.lime.segments import segments_of
from dotnet_viz.explain.libraries.lime.values import LimeValues
from dotnet_viz.explain.libraries.prediction import Prediction, output_names, prediction_of
from dotnet_viz.explain.libraries.reading import read_samples
from dotnet_viz.explain.libraries.reasons import reason_of
from dotnet_viz.explain.libraries.samples import Samples
from dotnet_viz.explain.libraries.whole_numbers import check_whole, position_of
from dotnet_viz.explain.live.live_model import is_live, is_model_file, load_live
from dotnet_viz.explain.live.patches import patched

_SAMPLES = {"table": 5000, "text": 5000, "image": 1000}
_FEATURES = 10


@dataclass(frozen=True)
class LimeRequest:
    """What is asked of LIME.

    Args:
        seed: of everything random.
        max_features: how many weights the linear model has at most; ``None`` for 10, and for all parts of an image.
        samples: how many samples it is fitted to; ``None`` for 5,000, and for 1,000 images.
        output: index or name of the output to explain; ``None`` for the class that the model predicts.
        segments: parts of an image: for each pixel the number of its part; ``None`` for superpixels.

    Raises:
        OptionError: a value that an option cannot take.
    """

    seed: int = 0
    max_features: int | None = None
    samples: int | None = None
    output: int | str | None = None
    segments: Any = None

    def __post_init__(self) -> None:
        check_whole("seed", self.seed, 0)
        for name, least in (("max_features", 1), ("samples", 10)):
            if getattr(self, name) is not None:
                check_whole(name, getattr(self, name), least)


@dataclass(frozen=True)
class _Subject:
    """The sample, how the model is asked, and which output is explained."""

    samples: Samples
    ask: Callable[[Any], NDArray[np.float64]]
    names: tuple[str, ...]
    output: int
    prediction: float
    is_classifier: bool
    space: str


def lime_values(
    model: Any,
    x: Any,
    request: LimeRequest,
    *,
    data: Any = None,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
) -> LimeValues:
    """Return the linear model near one sample; what the library changes in the process is put back.

    Args:
        model: a live Keras model or its file, a fitted estimator, or a function.
        x: one sample: a row, an image or a text.
        request: seed, numbers and the output.
        data: rows of the table that the sample is from, such as ``x_train``: they say what is usual.
        feature_names: of the columns.
        class_names: of the outputs.

    Raises:
        VizError: the model or the sample cannot be explained; the message says what can.
    """
    with kept_state():
        _library()
    with kept_state():
        subject = _subject(load_live(model) if is_model_file(model) else model, x, request, data, feature_names, class_names)
        explain = {"table": _of_table, "text": _of_text, "image": _of_image}[subject.samples.kind]
        try:
            return explain(subject, request)
        except VizError:
            raise
        except Exception as error:  # the library raises errors of many kinds
            raise OptionError(f"LIME cannot explain this {subject.samples.kind}: {reason_of(error)}") from error


def _library() -> Any:
    try:
        import lime.lime_tabular
    except ImportError as error:
        raise MissingDependencyError("LIME needs the library lime: pip install dotnet_viz[lime]") from error
    return lime


def _subject(
    model: Any, x: Any, request: LimeRequest, data: Any, feature_names: Sequence[str] | None, class_names: Sequence[str] | None
) -> _Subject:
    samples = read_samples(
        x, data, known_feature_names(x, model) if feature_names is None else feature_names, _axes(model, x, data)
    )
    if len(samples) != 1:
        raise ShapeError(f"LIME explains one sample, and x has {len(samples):,}; pass one, such as x[0]")
    prediction: Prediction = prediction_of(model, samples)
    found = prediction.predict(list(samples.texts) if samples.kind == "text" else samples.numbers)
    outputs = found.shape[1]
    is_classifier = outputs > 1 or prediction.space == "probability"
    names = output_names(outputs, class_names, prediction.classes)
    if outputs == 1 and is_classifier:
        names = _both_classes(names[0], class_names, prediction.classes)
        found = np.column_stack([1 - found, found])
    output = _output(request.output, names, found[0])

    def ask(given: Any) -> NDArray[np.float64]:
        answer = prediction.predict(given)
        if not is_classifier:
            return answer[:, 0]
        return np.column_stack([1 - answer, answer]) if answer.shape[1] == 1 else answer

    return _Subject(samples, ask, names, output, float(found[0, output]), is_classifier, prediction.space)


def _axes(model: Any, x: Any, data: Any) -> int | None:
    """Return how many axes the model's input has: as it says, else as the data or the one sample let expect."""
    inputs = getattr(model, "inputs", None) if is_live(model) else None
    if inputs and len(inputs) == 1:
        return len(inputs[0].shape)
    if data is not None:
        return getattr(data, "ndim", 2)
    shape: tuple[int, ...] = tuple(np.shape(x)) if hasattr(x, "shape") and not hasattr(x, "columns") else ()
    is_one = len(shape) in (2, 3) and shape[0] > 1
    return len(shape) + 1 if is_one else None


def _both_classes(name: str, class_names: Sequence[str] | None, classes: tuple[str, ...] | None) -> tuple[str, ...]:
    for known in (class_names, classes):
        if known is not None and len(known) == 2:
            return tuple(map(str, known))
    return ("0", "1") if name == "output" else (f"not {name}", name)


def _output(wanted: int | str | None, names: tuple[str, ...], predicted: NDArray[np.float64]) -> int:
    if wanted is None:
        return int(predicted.argmax()) if len(names) > 1 else 0
    if isinstance(wanted, str):
        if wanted not in names:
            raise unknown_choice("output", wanted, names)
        return names.index(wanted)
    return position_of("output", wanted, len(names))


def _of_table(subject: _Subject, request: LimeRequest) -> LimeValues:
    from lime.lime_tabular import LimeTabularExplainer

    samples = subject.samples
    if samples.background is None:
        raise OptionError("LIME of a row needs data=: rows of the table that show what is usual, such as x_train")
    if np.isnan(samples.numbers).any() or np.isnan(samples.background).any():
        raise ShapeError("LIME takes no missing values (NaN): fill them in x and in data")
    categories = {index: column.categories for index, column in enumerate(samples.columns) if column.categories is not None}
    count = request.samples or _SAMPLES["table"]
    explainer = LimeTabularExplainer(
        samples.background,
        mode="classification" if subject.is_classifier else "regression",
        feature_names=list(samples.names),
        class_names=list(subject.names),
        categorical_features=list(categories) or None,
        categorical_names={index: list(map(str, names)) for index, names in categories.items()},
        random_state=request.seed,
    )
    label = subject.output if subject.is_classifier else 1
    found = explainer.explain_instance(
        samples.numbers[0], subject.ask, labels=(label,), num_features=request.max_features or _FEATURES, num_samples=count
    )
    names = [str(name) for name, _ in found.as_list(label)]
    return _values(subject, found, label, names, count)


def _of_text(subject: _Subject, request: LimeRequest) -> LimeValues:
    from lime.lime_text import LimeTextExplainer

    text, count = subject.samples.texts[0], request.samples or _SAMPLES["text"]
    explainer = LimeTextExplainer(class_names=list(subject.names), random_state=request.seed)
    found = explainer.explain_instance(
        text, _classes_of(subject), labels=(subject.output,), num_features=request.max_features or _FEATURES, num_samples=count
    )
    indexed = found.domain_mapper.indexed_string
    parts = [str(part) for part in indexed.as_list]
    of_part = np.full(len(parts), -1)
    for index, _ in found.local_exp[subject.output]:
        of_part[indexed.positions[index]] = index
    names = [str(name) for name, _ in found.as_list(subject.output)]
    return _values(
        subject, found, subject.output, names, count, parts=tuple(parts), part_indices=tuple(int(one) for one in of_part)
    )


def _classes_of(subject: _Subject) -> Callable[[Any], NDArray[np.float64]]:
    """Return the function with an axis of outputs, which LIME needs for texts and images."""

    def ask(given: Any) -> NDArray[np.float64]:
        found = subject.ask(given)
        return found if found.ndim == 2 else found[:, np.newaxis]

    return ask


def _of_image(subject: _Subject, request: LimeRequest) -> LimeValues:
    from lime import lime_image

    image = subject.samples.numbers[0]
    image = image[..., 0] if image.ndim == 3 and image.shape[-1] == 1 else image
    if image.ndim not in (2, 3) or (image.ndim == 3 and image.shape[-1] != 3):
        raise ShapeError(f"LIME takes images of 1 or 3 channels, and x has the shape {subject.samples.numbers.shape[1:]}")
    inner, is_grey = subject.samples.numbers.shape[1:], image.ndim == 2
    asked = _classes_of(subject)

    def ask(given: NDArray[Any]) -> NDArray[np.float64]:
        return asked((given[..., 0] if is_grey else given).reshape(-1, *inner))

    segments, hidden, note = segments_of(image, request.segments, request.seed)
    count = request.samples or _SAMPLES["image"]
    explainer = lime_image.LimeImageExplainer(random_state=request.seed)
    with patched([(lime_image, "tqdm", lambda original: lambda rows, *_, **__: rows)]):  # a bar that cannot be switched off
        found = explainer.explain_instance(
            image, ask, labels=(subject.output,), top_labels=None, hide_color=hidden,
            num_features=request.max_features or 100_000, num_samples=count, batch_size=64, segmentation_fn=lambda _: segments,
        )  # fmt: skip
    names = [f"part {index}" for index, _ in found.local_exp[subject.output]]
    return _values(
        subject, found, subject.output, names, count, segments=segments, image=subject.samples.numbers[0], notes=(note,)
    )


def _values(subject: _Subject, found: Any, label: int, names: list[str], count: int, **more: Any) -> LimeValues:
    weights = found.local_exp[label]
    return LimeValues(
        subject.samples.kind,
        tuple(names),
        np.array([float(weight) for _, weight in weights], dtype=np.float64),
        np.array([int(index) for index, _ in weights], dtype=np.intp),
        float(found.intercept[label]),
        float(np.ravel(found.local_pred)[0]),
        subject.prediction,
        float(found.score),
        subject.names[subject.output],
        subject.space,
        count,
        **more,
    )
