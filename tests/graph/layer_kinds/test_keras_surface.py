"""The table against Keras: every public class of ``keras.layers`` and every operation, and what one sees by running it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds import LayerKind, Merge, class_kind, family_of
from dotnet_viz.graph.layer_kinds.words import in_words

pytestmark = pytest.mark.keras

Values = NDArray[Any]
Call = Callable[[Values], Values]

RANDOM = np.random.default_rng(5)
BASES = {"Layer", "Operation", "Function", "SegmentReduction"}
"""What others are made from; nobody calls it."""

IMAGE, SEQUENCE, ROW = (2, 6, 6, 3), (2, 6, 4), (3, 5)
MOST_CHANGES = 12
SEEDS = (3, 7)
"""Random changes happen with one of these, if not with the other."""
ARGUMENTS: dict[str, dict[str, Any]] = {
    "ActivityRegularization": {"l2": 0.1},
    "Activation": {"activation": "tanh"},
    "Dropout": {"rate": 0.5},
    "AlphaDropout": {"rate": 0.5},
    "GaussianDropout": {"rate": 0.5},
    "GaussianNoise": {"stddev": 0.5},
    "GroupNormalization": {"groups": 1},
    "Rescaling": {"scale": 2.0, "offset": 1.0},
    "Normalization": {"axis": None, "mean": 1.0, "variance": 4.0},
    "Discretization": {"bin_boundaries": [0.2, 0.4, 0.6]},
    "IntegerLookup": {"vocabulary": [1, 2, 3]},
    "Hashing": {"num_bins": 4},
    "CategoryEncoding": {"num_tokens": 9},
    "Dense": {"units": 5},
    "Embedding": {"input_dim": 9, "output_dim": 5},
    "RepeatVector": {"n": 5},
    "Permute": {"dims": (2, 1)},
    "Reshape": {"target_shape": (4, 6)},
    "SimpleRNN": {"units": 4, "return_sequences": True},
    "LSTM": {"units": 4, "return_sequences": True},
    "GRU": {"units": 4, "return_sequences": True},
    **{f"SpatialDropout{rank}D": {"rate": 0.5} for rank in (1, 2)},
    **{f"Conv{rank}D": {"filters": size, "kernel_size": 3, "padding": "same"} for rank, size in ((1, 4), (2, 3))},
    **{f"{way}Pooling{rank}D": {"pool_size": 2} for way in ("Max", "Average") for rank in (1, 2)},
    **{f"Adaptive{way}Pooling{rank}D": {"output_size": 2} for way in ("Max", "Average") for rank in (1, 2)},
    "RandomContrast": {"factor": 0.5},
    "RandomBrightness": {"factor": 0.5, "value_range": (0, 1)},
    "RandomRotation": {"factor": 0.5},
    "RandomZoom": {"height_factor": (0.2, 0.4)},
    "RandomTranslation": {"height_factor": 0.5, "width_factor": 0.5},
    "RandomShear": {"x_factor": 0.5, "y_factor": 0.5},
    "RandomCrop": {"height": 4, "width": 4},
    "CenterCrop": {"height": 4, "width": 4},
    "Resizing": {"height": 4, "width": 4},
    "Cropping1D": {"cropping": 1},
    "Cropping2D": {"cropping": 1},
    "RandomFlip": {"mode": "vertical"},
    "RandomColorJitter": {"value_range": (0, 1), "saturation_factor": (0.1, 0.2)},
    "RandomHue": {"factor": 0.9, "value_range": (0, 1)},
    "RandomSaturation": {"factor": (0.1, 0.2), "value_range": (0, 1)},
    "RandomColorDegeneration": {"factor": (0.8, 0.9), "value_range": (0, 1)},
    "RandomSharpness": {"factor": (0.8, 0.9), "value_range": (0, 1)},
    "RandomGrayscale": {"factor": 1.0},
    "RandomInvert": {"factor": 1.0, "value_range": (0, 1)},
    "RandomPosterization": {"factor": 4, "value_range": (0, 1)},
    "RandomGaussianBlur": {"factor": 1.0, "value_range": (0, 1)},
    "RandomPerspective": {"factor": 1.0},
    "RandomElasticTransform": {"factor": 1.0, "scale": 1.0, "value_range": (0, 1)},
    "RandomErasing": {"factor": 1.0, "value_range": (0, 1)},
    "Solarization": {"value_range": (0, 1)},
    "AutoContrast": {"value_range": (0, 1)},
    "Equalization": {"value_range": (0, 1)},
    "ContrastLimitedAdaptiveHistogramEqualization": {"value_range": (0, 1), "tile_grid_size": (2, 2)},
}
"""How to make layers that want to be told something, so that what they do can be seen."""
SHAPES = {"Flatten": SEQUENCE}
MIXERS = {"CutMix", "MixUp"}
"""Layers that mix the examples of a batch with their labels."""
WHOLE_NUMBERS = {"IntegerLookup", "Hashing", "CategoryEncoding", "Embedding"}


@dataclass(frozen=True)
class Seen:
    """What one sees of a function by running it.

    Args:
        keeps_shape: the result has the shape of what goes in.
        element_wise: a value changes nothing but the one at its position.
        keeps_units: what changes in one unit shows in that unit most of all, and no other gets its values.
    """

    keeps_shape: bool
    element_wise: bool
    keeps_units: bool


def seen(call: Call, values: Values) -> Seen:
    """Return what is seen by changing one value at a time, and by exchanging units."""
    result = call(values)
    same = result.shape == values.shape
    changes = RANDOM.permutation(values.size)[:MOST_CHANGES]
    alone = same and all(_is_alone(call, values, result, int(at)) for at in changes)
    units = values.shape[-1]
    if result.ndim == 0 or result.shape[-1] != units:
        return Seen(same, alone, keeps_units=False)
    order = np.roll(np.arange(units), 1)[RANDOM.permutation(units)] if units > 3 else np.array([1, 2, 0])[:units]
    turned = call(values[..., order])
    return Seen(same, alone, bool(np.allclose(_plain(turned), _plain(result[..., order]), atol=1e-3)))


def _is_alone(call: Call, values: Values, result: Values, at: int) -> bool:
    changed = values.copy().ravel()
    changed[at] = ~changed[at] if values.dtype == bool else changed[at] + (1 if values.dtype.kind == "i" else 0.4321)
    differing = np.flatnonzero(~np.isclose(_plain(call(changed.reshape(values.shape))), _plain(result), atol=1e-6))
    return set(differing) <= {at}


def _plain(values: Values) -> Values:
    return np.nan_to_num(values.astype(np.complex128 if values.dtype.kind == "c" else np.float64)).ravel()


def layer_classes() -> list[str]:
    keras = import_module("keras")
    classes = ((name, kind) for name, kind in vars(keras.layers).items() if inspect.isclass(kind))
    return [name for name, kind in classes if issubclass(kind, keras.layers.Layer)]


def operation_classes() -> Iterator[tuple[str, str]]:
    """Yield the name of the module and the class of every operation of Keras."""
    package, base = import_module("keras.src.ops"), import_module("keras.src.ops.operation").Operation
    names = (found.name for found in iter_modules(package.__path__) if not found.name.endswith("_test"))
    for module in (import_module(f"keras.src.ops.{name}") for name in names):
        for name, kind in vars(module).items():
            if inspect.isclass(kind) and issubclass(kind, base) and kind.__module__ == module.__name__:
                yield module.__name__, name


def test_every_public_layer_has_a_family_and_words() -> None:
    names = layer_classes()
    assert len(names) >= 160
    kinds = {name: class_kind(name) for name in names if name not in BASES}
    assert [name for name, kind in kinds.items() if kind.family == "other"] == []
    assert [name for name in kinds if not re.fullmatch(r"[A-Z][\w ()-]+", in_words(name))] == []
    assert class_kind("Layer").family == "other"


def test_every_operation_has_a_family_and_words() -> None:
    kinds = {name: class_kind(name, "operation") for _, name in operation_classes()}
    assert len(kinds) >= 330
    assert [name for name, kind in kinds.items() if kind.family in ("other", "input")] == []
    assert [name for name in kinds if not re.fullmatch(r"[A-Z][\w ()-]+", in_words(name, "operation"))] == []


def test_the_table_names_no_operation_that_keras_does_not_have() -> None:
    from dotnet_viz.graph.layer_kinds.operations import OPERATIONS

    older = {"Mish", "Identity"}
    assert set(OPERATIONS) - {name for _, name in operation_classes()} <= older


def called(keras: Any, name: str, values: Values, *, training: bool, seed: int = 3) -> Call:
    """Return a layer as a function that has the same random numbers at each call."""
    layer = getattr(keras.layers, name)(**ARGUMENTS.get(name, {}))
    seeded = [item for item in vars(layer).values() if isinstance(item, keras.random.SeedGenerator)]
    takes = "training" in inspect.signature(layer.call).parameters

    def call(given: Values) -> Values:
        for generator in seeded:
            generator.state.assign(np.array([seed, 0], dtype=generator.state.dtype))
        result = layer(keras.ops.convert_to_tensor(given), **({"training": training} if takes else {}))
        return np.asarray(keras.ops.convert_to_numpy(result))

    call(values)
    return call


def layer_samples(name: str) -> list[Values]:
    by_rank = {0: [SHAPES[name]] if name in SHAPES else [ROW, SEQUENCE, IMAGE], 1: [SEQUENCE], 2: [IMAGE]}
    shapes = by_rank.get(class_kind(name).rank, [])
    if name in WHOLE_NUMBERS:
        return [RANDOM.integers(0, 5, size=ROW).astype("int32")]
    return [RANDOM.uniform(0.05, 0.95, size=shape).astype("float32") for shape in shapes]


def tried(keras: Any, name: str) -> Seen | None:
    """Return what one sees of a layer in use, and of what does something in training alone in training."""
    trains = class_kind(name).family in ("regularization", "preprocessing")
    seeds = SEEDS if name.startswith("Rand") else SEEDS[:1]
    for values in layer_samples(name):
        try:
            each = [seen(called(keras, name, values, training=trains, seed=seed), values) for seed in seeds]
            return Seen(*(all(getattr(what, field.name) for what in each) for field in fields(Seen)))
        except Exception:
            continue
    return None


@pytest.mark.slow
def test_layers_treat_values_and_units_as_the_table_says() -> None:
    keras = import_module("keras")
    names = [name for name in layer_classes() if getattr(keras.layers, name).__name__ == name and name not in MIXERS]
    found = {name: what for name in names if (what := tried(keras, name)) is not None}
    assert len(found) >= 80
    wrong = {name: (what, kind) for name, what in found.items() if not agrees(kind := class_kind(name), what)}
    assert wrong == {}


def agrees(kind: LayerKind, what: Seen) -> bool:
    """Whether the table says what is seen.

    Shapes and units may be kept where the table is silent, since settings decide; and where each unit has random numbers
    of its own, exchanging units shows nothing.
    """
    element_wise = kind.element_wise or kind.merge is Merge.ELEMENT_WISE
    return (
        element_wise is what.element_wise
        and (what.keeps_shape or not kind.keeps_shape)
        and (what.keeps_units or not kind.keeps_units or kind.family in ("preprocessing", "regularization"))
    )


def operation_call(module: str, name: str) -> Callable[..., Any] | None:
    """Return the function of an operation; ``None`` where Keras gives it no name of its own."""
    home, plain = import_module(module), name.lower()
    names = (other for other in vars(home) if other.replace("_", "") == plain and not inspect.isclass(vars(home)[other]))
    return next((vars(home)[other] for other in names), None)


def operation_seen(module: str, name: str) -> tuple[int, Seen] | None:
    """Return of how many tensors an operation can be called, and what one sees of it."""
    keras, function = import_module("keras"), operation_call(module, name)
    floats = RANDOM.uniform(0.1, 0.9, size=ROW).astype("float32")
    samples = (floats, (10 * floats).astype("int32"), floats > 0.5)
    for count in (1, 2):
        for values in samples:
            others = [np.roll(values, 1, axis=0)[:, :1]] * (count - 1)

            def call(given: Values, others: list[Values] = others) -> Values:
                assert function is not None
                return np.asarray(keras.ops.convert_to_numpy(function(given, *others)))

            try:
                return count, seen(call, values)
            except Exception:
                continue
    return None


@pytest.mark.slow
def test_operations_treat_values_and_units_as_the_table_says() -> None:
    wrong, count = {}, 0
    for module, name in operation_classes():
        what = operation_seen(module, name) if name not in NOT_TRIED and ".image" not in module else None
        if what is None:
            continue
        count += 1
        kind = class_kind(name, "operation")
        merged = kind.merge is Merge.ELEMENT_WISE
        if not agrees(kind, what[1]) or (what[0] == 2 and merged is not what[1].element_wise and not kind.element_wise):
            wrong[name] = (what, kind)
    assert count >= 180
    assert wrong == {}


NOT_TRIED = {
    # One value stands for many in these, so that a change of one need not show.
    *("Unstack", "Squeeze", "Stack", "Hstack", "Vstack", "Concatenate", "View", "Tril", "Triu"),
    # The second argument is a setting that fits by chance.
    *("FullLike", "Fliplr", "Percentile", "Quantile", "Nanpercentile", "Nanquantile", "Sparsemax", "Moments"),
    *("Take", "TakeAlongAxis", "Repeat", "Tile", "Where"),
}


def test_wrappers_are_of_the_family_of_what_they_wrap() -> None:
    for wrapper in ("TimeDistributed", "Bidirectional", "SpectralNormalization", "RNN", "Wrapper"):
        for inside, family in (("Dense", "dense"), ("Conv1D", "convolution"), ("LSTM", "recurrent"), ("Mine", "other")):
            config = {"layer": {"class_name": inside, "config": {}}}
            assert family_of(Layer("w", "w", wrapper, config=config)) == family
