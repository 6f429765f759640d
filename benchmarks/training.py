"""Training with ``dv.ReportCallback`` and its defaults against the same training without it, in one process, in turns."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from benchmarks.timing import QUIET, Comparison, python

BOUND = 1.05
ROUNDS = {"digits": 7, "resnet": 3}
TASKS = {
    "digits": "a CNN trained on digits for 20 epochs",
    "resnet": "a residual network of 20 layers trained on 32 x 32 x 3 pictures for 3 epochs",
}


def measure() -> list[Comparison]:
    """Compare both for every model, each in a process of its own, in which they take turns."""
    return [_compare(name) for name in TASKS]


def _compare(name: str) -> Comparison:
    command = python(f"from benchmarks.training import race; race({name!r}, {ROUNDS[name]})")
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **QUIET})
    ours, theirs, report = json.loads(done.stdout.splitlines()[-1])
    note = f"the report and the last page, after training, take {report:.1f} s"
    return Comparison(TASKS[name], ours, theirs, other="without the callback", bound=BOUND, note=note)


def race(name: str, rounds: int) -> None:
    """Print as JSON the median seconds of both ways, after one unmeasured turn each, and those of the report after ours."""
    train = {"digits": _digits, "resnet": _resnet}[name]
    times: tuple[list[float], ...] = ([], [])
    after: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds + 1):
            for way in (0, 1) if turn % 2 else (1, 0):
                training, ending = train(_nothing if way else partial(_recording, f"{folder}/{turn}"))
                if turn:
                    times[way].append(training)
                    after += [] if way else [ending]
    print(json.dumps([statistics.median(kept) for kept in (*times, after)]))


def _nothing(_data: Any) -> list[Any]:
    return []


def _recording(folder: str, data: Any) -> list[Any]:
    import dotnet_viz as dv

    return [dv.ReportCallback(folder, data)]


def _digits(callbacks: Callable[[Any], Sequence[Any]]) -> tuple[float, float]:
    import keras
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    x = (x / 16).astype("float32").reshape(-1, 8, 8, 1)
    layers = keras.layers
    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(0.2),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    return _seconds(model, x, y, 1500, 20, callbacks)


def _resnet(callbacks: Callable[[Any], Sequence[Any]]) -> tuple[float, float]:
    import keras
    import numpy as np

    random = np.random.default_rng(0)
    x = random.standard_normal((1280, 32, 32, 3), dtype="float32")
    keras.utils.set_random_seed(0)
    return _seconds(_residual_network(keras), x, random.integers(0, 10, 1280), 1024, 3, callbacks)


def _residual_network(keras: Any) -> Any:
    layers = keras.layers
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(16, 3, padding="same", use_bias=False)(inputs)
    for stage, filters in enumerate((16, 32, 64)):
        for block in range(3):
            stride = 2 if stage and not block else 1
            short = layers.Conv2D(filters, 1, stride, use_bias=False)(x) if stride > 1 else x
            for step in (stride, 1):
                x = layers.ReLU()(layers.BatchNormalization()(x))
                x = layers.Conv2D(filters, 3, step, padding="same", use_bias=False)(x)
            x = layers.Add()([x, short])
    x = layers.GlobalAveragePooling2D()(layers.ReLU()(layers.BatchNormalization()(x)))
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(x))


def _seconds(
    model: Any, x: Any, y: Any, count: int, epochs: int, callbacks: Callable[[Any], Sequence[Any]]
) -> tuple[float, float]:
    """Return the seconds of training, and those from its end until ``fit`` returns."""
    import keras

    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    held_out = (x[count:], y[count:])
    end: list[float] = []
    watch = keras.callbacks.LambdaCallback(on_train_end=lambda _logs: end.append(time.perf_counter()))
    start = time.perf_counter()
    model.fit(x[:count], y[:count], validation_data=held_out, epochs=epochs, verbose=0, callbacks=[watch, *callbacks(held_out)])
    return end[0] - start, time.perf_counter() - end[0]
