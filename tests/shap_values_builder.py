"""SHAP values made by hand, so that pictures are tested without the library."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.explain.libraries.shap.values import ShapValues


def table_values(samples: int = 20, features: int = 6, outputs: int = 1, **changes: Any) -> ShapValues:
    """Return values of a table whose sums are the predictions.

    Args:
        samples: how many rows.
        features: how many columns.
        outputs: how many outputs.
        changes: other values of fields.
    """
    random = np.random.default_rng(0)
    values = random.normal(size=(samples, features, outputs)) * np.arange(features, 0, -1)[:, np.newaxis]
    base = np.full((samples, outputs), 0.5)
    fields: dict[str, Any] = {
        "kind": "table",
        "values": values,
        "base_values": base,
        "predictions": base + values.sum(axis=1),
        "data": random.normal(size=(samples, features)),
        "feature_names": tuple(f"column {index}" for index in range(features)),
        "output_names": ("output",) if outputs == 1 else tuple(f"class {index}" for index in range(outputs)),
        "explainer": "tree",
        "space": "prediction",
    }
    return ShapValues(**(fields | changes))


def image_values(channels: int | None = 3) -> ShapValues:
    """Return values of two images and four outputs.

    Args:
        channels: of the images; ``None`` for images without that axis.
    """
    random = np.random.default_rng(0)
    shape = (2, 5, 4) if channels is None else (2, 5, 4, channels)
    values = random.normal(size=(*shape, 4))
    base = np.zeros((2, 4))
    predictions = values.reshape(2, -1, 4).sum(axis=1)
    names = tuple(f"class {index}" for index in range(4))
    return ShapValues("image", values, base, predictions, random.random(shape), (), names, "partition", "probability")


def text_values() -> ShapValues:
    """Return values of two texts of different lengths."""
    values = np.array([[[0.0], [0.3], [-0.5]], [[0.2], [0.0], [0.0]]])
    base = np.full((2, 1), 0.5)
    words = (("a ", "good ", "film"), ("fine",))
    arrays = (values, base, base + values.sum(axis=1), np.zeros((0, 0)))
    return ShapValues("text", *arrays, (), ("output",), "partition", "probability", words=words)
