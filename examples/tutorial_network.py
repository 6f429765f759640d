"""The network of tutorials on looking into networks: a 50 × 50 input through dense layers of 75, 50, 25, 10 and 5 units.

Run it with ``python -m examples.tutorial_network passage.png``.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

SEED = 7
PATTERNS = ("rings", "stripes", "checks", "cross", "gradient")


def pattern(name: str, shift: float = 0.0, size: int = 50) -> NDArray[np.float32]:
    """Return an image of a pattern, with values from 0 to 1; shape (size, size).

    Args:
        name: one of :data:`PATTERNS`.
        shift: moves the pattern, in parts of its period.
        size: of each side.
    """
    y, x = (np.mgrid[:size, :size] + 0.5) / size - 0.5
    turn = 2 * np.pi * shift
    waves = {
        "rings": np.sin(40 * np.hypot(x, y) - turn),
        "stripes": np.sin(25 * (x + 0.4 * y) + turn),
        "checks": np.sin(20 * x + turn) * np.sin(20 * y + turn),
        "cross": 2 * np.exp(-80 * (x - 0.2 * np.sin(turn)) ** 2) + 2 * np.exp(-80 * (y - 0.2 * np.cos(turn)) ** 2) - 1,
        "gradient": 2 * (x * np.cos(turn) + y * np.sin(turn)),
    }
    image: NDArray[np.float32] = np.clip(0.5 + 0.5 * waves[name], 0, 1).astype(np.float32)
    return image


def network(keras: Any) -> Any:
    """Return the network: Dense layers along the last axis, then Flatten and the classes."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((50, 50), name="pattern"),
            *(layers.Dense(units, activation="relu", name=f"dense_{units}") for units in (75, 50, 25, 10)),
            layers.Flatten(name="flatten"),
            layers.Dense(5, activation="softmax", name="classes"),
        ],
        name="tutorial",
    )


def trained(keras: Any) -> Any:
    """Return the network, trained to tell the patterns apart."""
    keras.utils.set_random_seed(SEED)
    model = network(keras)
    random = np.random.default_rng(SEED)
    labels = np.arange(200) % len(PATTERNS)
    images = np.stack([pattern(PATTERNS[label], random.random()) for label in labels])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=8, batch_size=20, verbose=0)
    return model


def main(path: str = "passage.png") -> None:
    """Train the network and write the passage of one image."""
    import keras

    import dotnet_viz as dv

    passage = dv.pattern_passage(trained(keras), pattern("rings", 0.1), class_names=PATTERNS)
    print("wrote", passage.save(path))


if __name__ == "__main__":
    main(*sys.argv[1:2])
