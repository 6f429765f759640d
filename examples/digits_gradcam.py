"""Which strokes of a digit a small convolutional network looks at, where it is right and where it is wrong.

Run it with ``python -m examples.digits_gradcam [folder]``.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

SEED = 7
NAMES = [str(digit) for digit in range(10)]


def network(keras: Any) -> Any:
    """Return a network whose last convolution has the resolution of the image."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((8, 8, 1), name="digit"),
            layers.Conv2D(16, 3, padding="same", activation="relu", name="conv_1"),
            layers.Conv2D(32, 3, padding="same", activation="relu", name="conv_2"),
            layers.GlobalMaxPooling2D(name="pool"),
            layers.Dense(10, activation="softmax", name="class"),
        ],
        name="digits_gradcam",
    )


@cache
def trained(keras: Any) -> tuple[Any, Any, Any, Any]:
    """Return the trained network, images that it has not seen, what they are and what it reads."""
    import numpy as np
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    keras.utils.set_random_seed(SEED)
    digits = load_digits()
    images = (digits.images / 16.0).astype("float32")[..., np.newaxis]
    x_train, x_test, y_train, y_test = train_test_split(
        images, digits.target, test_size=0.25, random_state=SEED, stratify=digits.target
    )
    model = network(keras)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=15, batch_size=32, verbose=0)
    return model, x_test, y_test, model.predict(x_test, verbose=0).argmax(axis=1)


def right_answer(keras: Any) -> tuple[Any, Any, list[int]]:
    """Return the network, a digit that it reads right, and its class."""
    model, x, y, predicted = trained(keras)
    index = next(index for index in range(len(y)) if predicted[index] == y[index] == 5)
    return model, x[index], [int(y[index])]


def wrong_answer(keras: Any) -> tuple[Any, Any, list[int]]:
    """Return the network, a digit that it reads wrong, and what it reads and what is right."""
    model, x, y, predicted = trained(keras)
    index = next(index for index in range(len(y)) if predicted[index] != y[index])
    return model, x[index], [int(predicted[index]), int(y[index])]


def main(folder: str = "reports/gradcam") -> None:
    import keras

    import dotnet_viz as dv

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for answer in (right_answer, wrong_answer):
        model, image, classes = answer(keras)
        picture = dv.gradcam(model, image, classes, method="gradcam++", class_names=NAMES, check=True)
        print("wrote", picture.save(target / f"{answer.__name__.replace('_', '-')}.svg"))


if __name__ == "__main__":
    main(*sys.argv[1:])
