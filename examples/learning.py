"""Trains a small network on scikit-learn's handwritten digits, recorded epoch by epoch, and lets its weights move.

Run it with ``python examples/learning.py [folder]``; the record of the training stays in ``folder/run``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

SEED = 7
EPOCHS = 60
CLASSES = [str(digit) for digit in range(10)]
PICTURES = {
    "learning.svg": "for a README",
    "learning-dark.svg": "for its readers in the dark",
    "learning.html": "to play, pause and step through",
    "learning.gif": "for chats",
}


def record(folder: Path) -> None:
    """Train the network and record it.

    Args:
        folder: of the record; one of an earlier training is removed.
    """
    import keras
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    import dotnet_viz as dv

    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(SEED)
    digits = load_digits()
    x_train, x_test, y_train, y_test = train_test_split(
        digits.data / 16.0, digits.target, test_size=0.25, random_state=SEED, stratify=digits.target
    )
    model = keras.Sequential(
        [
            keras.Input((64,), name="pixels"),
            keras.layers.Dense(12, activation="relu", name="hidden"),
            keras.layers.Dense(10, activation="softmax", name="digit"),
        ],
        name="digits",
    )
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    callback = dv.ReportCallback(folder, gradients="never", activations="never", report=False)
    model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=EPOCHS, batch_size=32, verbose=0, callbacks=[callback])


def weights(folder: Path, theme: str = "light") -> Any:
    """Return the animation of the weights.

    Args:
        folder: of the record.
        theme: light or dark; a picture for both has each of its moving colours twice, and is fourteen times as large.
    """
    import dotnet_viz as dv

    title = "A network learns to read digits"
    return dv.animate(folder, title=title, max_neurons=12, class_names=CLASSES, theme=theme)


def passage(folder: Path) -> Any:
    """Return the animation of what a three becomes in the layers.

    Args:
        folder: of the record.
    """
    from sklearn.datasets import load_digits

    import dotnet_viz as dv

    return dv.animate(folder, style=dv.PatternPassage(load_digits().data[3] / 16, class_names=CLASSES))


def main(folder: str = "reports/learning") -> None:
    """Train, record and write the animation.

    Args:
        folder: where to write; a record of an earlier training in it is removed.
    """
    target = Path(folder)
    record(target / "run")
    animations = {theme: weights(target / "run", theme) for theme in ("light", "dark")}
    for name, what in PICTURES.items():
        animation = animations["dark" if "dark" in name else "light"]
        print(f"wrote {animation.save(target / name)}: {what}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
