"""Activations of ResNet50 against one plain forward pass, and the memory of 1,000 images, each in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.timing import QUIET, Comparison, python

BOUND = 1.5
MEMORY_BOUND = 1.1
ROUNDS = 7
CHOSEN = ("conv1_relu", "conv3_block1_out", "conv5_block3_out", "predictions")


def measure() -> list[Comparison]:
    """Compare statistics of all layers and pictures of some with one forward pass, and 1,000 images with 100."""
    ours, theirs = _run(f"from benchmarks.activations import race; race({ROUNDS})")
    (few,), (many,) = (_run(f"from benchmarks.activations import peak; peak({count})") for count in (100, 1000))
    task = "ResNet50: statistics of all layers and the values of four for one image, warm"
    return [
        Comparison(task, ours, theirs, other="one forward pass", bound=BOUND),
        Comparison(
            "MobileNetV2: peak memory of statistics of all layers for 1,000 images", many, few, other="100 images",
            bound=MEMORY_BOUND, unit="MB",
        ),
    ]  # fmt: skip


def _run(code: str) -> list[float]:
    done = subprocess.run(python(code), check=True, capture_output=True, env={**os.environ, **QUIET})
    found: list[float] = json.loads(done.stdout.splitlines()[-1])
    return found


def race(rounds: int) -> None:
    """Print as JSON the median seconds of both, which take turns after one unmeasured turn each."""
    import keras
    import numpy as np

    from dotnet_viz.explain.activations.forward_pass import forward_pass
    from dotnet_viz.explain.activations.statistics import Collected

    model = keras.applications.ResNet50(weights=None)
    image = np.random.default_rng(0).random((1, 224, 224, 3)).astype("float32")
    runner = forward_pass(model)

    def ours() -> None:
        kept = {}

        def take(place: Any, values: Any) -> None:
            collected = Collected(place, 1)
            collected.add(values)
            collected.result()
            if place.name in CHOSEN:
                kept[place.name] = values

        runner.run((image,), take)
        assert len(kept) == len(CHOSEN)

    def plain() -> None:
        np.asarray(model(image, training=False))

    seconds: dict[Callable[[], None], list[float]] = {ours: [], plain: []}
    for turn in range(rounds + 1):
        for way, measured in seconds.items():
            start = time.perf_counter()
            way()
            if turn:
                measured.append(time.perf_counter() - start)
    print(json.dumps([statistics.median(found) for found in seconds.values()]))


def peak(count: int) -> None:
    """Print as JSON the peak memory in MB of a process that takes statistics of so many images."""
    import keras
    import numpy as np

    import dotnet_viz as dv

    model = keras.applications.MobileNetV2((96, 96, 3), weights=None)
    random = np.random.default_rng(0)

    def images() -> Iterator[Any]:
        for _ in range(count // 20):
            yield random.random((20, 96, 96, 3)).astype("float32")

    found = dv.activation_statistics(model, images(), batch_size=20)
    assert found.samples == count
    print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
