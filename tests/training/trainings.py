"""Programs that train a little network, for processes of their own: other backends, signals and kills."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO

NETWORK = """\
import sys
import numpy as np, keras
import dotnet_viz as dv
folder, mode = sys.argv[1:]
keras.utils.set_random_seed(11)
random = np.random.default_rng(0)
x = random.standard_normal((64, 8, 8, 2)).astype("float32")
y = random.integers(0, 3, 64)
def network():
    layers = keras.layers
    inner = keras.Sequential([keras.Input((8, 8, 2)), layers.Conv2D(4, 3, activation="relu", name="conv"),
                              layers.BatchNormalization(name="normal")], name="inner")
    model = keras.Sequential([keras.Input((8, 8, 2)), layers.RandomFlip(name="flip"), inner, layers.Dropout(0.3, name="drop"),
                              layers.Flatten(name="flat"),
                              layers.Dense(3, activation="softmax", kernel_regularizer="l2", name="out")], name="net")
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
model = network()
always = dict(weights="always", gradients="always", activations="always")
"""


def environment(backend: str) -> dict[str, str]:
    """Return the environment of a process that trains with a backend."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONPATH": str(Path(__file__).parents[2])}
    return {**os.environ, **quiet, "KERAS_BACKEND": backend, "MPLBACKEND": "agg"}


def command(program: str, folder: Path, mode: str = "") -> list[str]:
    """Return the command that runs a program after :data:`NETWORK`."""
    return [sys.executable, "-c", NETWORK + program, str(folder), mode]


def run(program: str, folder: Path, backend: str, mode: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program after :data:`NETWORK` to its end."""
    return subprocess.run(
        command(program, folder, mode), env=environment(backend), capture_output=True, text=True, check=False, timeout=300
    )


def started(program: str, folder: Path, backend: str) -> subprocess.Popen[str]:
    """Start a program after :data:`NETWORK` and wait until it has printed a line."""
    process = subprocess.Popen(
        command(program, folder), env=environment(backend), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    stream: IO[str] | None = process.stdout
    assert stream is not None
    if not stream.readline():
        raise AssertionError(process.communicate()[1])
    return process
