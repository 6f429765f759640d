"""Trains a small network on scikit-learn's handwritten digits and writes a report on it.

Run it with ``make demo``, or ``python examples/digits.py [folder]``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

SEED = 7
WRITTEN = {
    "report.html": "the report, for any browser",
    "report.pdf": "the same, to print",
    "weights.svg": "its weights",
    "architecture.svg": "its layers",
    "digits.keras": "the network itself",
}


def main(folder: str = "reports/digits") -> None:
    say("loading Keras ...")
    import keras
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    import dotnet_viz as dv

    keras.utils.set_random_seed(SEED)
    digits = load_digits()
    x_train, x_test, y_train, y_test = train_test_split(
        digits.data / 16.0, digits.target, test_size=0.25, random_state=SEED, stratify=digits.target
    )
    model = keras.Sequential(
        [
            keras.Input((64,), name="pixels"),
            keras.layers.Dense(32, activation="relu", name="hidden_1"),
            keras.layers.Dropout(0.2, name="dropout"),
            keras.layers.Dense(16, activation="relu", name="hidden_2"),
            keras.layers.Dense(10, activation="softmax", name="digit"),
        ],
        name="digits",
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    say(f"training a small network on {len(x_train):,} handwritten digits ...")
    history = model.fit(x_train, y_train, epochs=40, batch_size=32, validation_split=0.2, verbose=0)

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    model.save(target / "digits.keras")
    accuracy = model.evaluate(x_test, y_test, verbose=0)[1]
    say(f"it reads {accuracy:.1%} of {len(x_test)} other digits right; writing a report on it ...")
    names = [str(digit) for digit in range(10)]
    # The README has these two, on a page that is light or dark.
    dv.weight_graph(model, class_names=names, max_neurons=12, theme="auto").save(target / "weights.svg")
    dv.architecture(model, rankdir="LR", theme="auto").save(target / "architecture.svg")
    dv.report(
        model,
        history=history,
        data=(x_test, y_test),
        training_data=x_train,
        title="Handwritten digits",
        class_names=names,
        feature_names=[f"row {i // 8}, column {i % 8}" for i in range(64)],
        seed=SEED,
    ).save(target)
    for name, what in WRITTEN.items():
        say(f"wrote {target / name}: {what}")


def say(line: str) -> None:
    """Print a line now, into a pipe too."""
    print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
