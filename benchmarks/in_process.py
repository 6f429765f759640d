"""A live model to an SVG inside one warm process: ``compat.plot_model`` against Keras's own ``plot_model``."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from typing import Any

from benchmarks.timing import QUIET, Comparison, python

BOUNDS = {"ResNet50": 1.0, "DenseNet201": 0.5, "NASNetLarge": 0.5}
ROUNDS = {"ResNet50": 15, "DenseNet201": 7, "NASNetLarge": 5}
OPTIONS: dict[str, Any] = {"show_shapes": True, "show_layer_names": True, "expand_nested": True}


def measure() -> list[Comparison]:
    """Compare both for every model, each in a process of its own, in which they take turns."""
    return [_compare(name) for name in BOUNDS]


def _compare(name: str) -> Comparison:
    command = python(f"from benchmarks.in_process import race; race({name!r}, {ROUNDS[name]})")
    done = subprocess.run(command, check=True, capture_output=True, env={**os.environ, **QUIET})
    ours, theirs = json.loads(done.stdout)
    return Comparison(f"{name}: live model to SVG, warm", ours, theirs, other="keras.utils.plot_model", bound=BOUNDS[name])


def race(name: str, rounds: int) -> None:
    """Print the median seconds of both ways as JSON, after one unmeasured turn each."""
    import keras

    from dotnet_viz.compat import plot_model

    model = getattr(keras.applications, name)(weights=None)
    ways: tuple[Callable[..., Any], ...] = (plot_model, keras.utils.plot_model)
    times: tuple[list[float], ...] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(rounds + 1):
            for way, kept in zip(ways, times, strict=True):
                start = time.perf_counter()
                way(model, f"{folder}/model.svg", **OPTIONS)
                if turn:
                    kept.append(time.perf_counter() - start)
    print(json.dumps([statistics.median(kept) for kept in times]))
