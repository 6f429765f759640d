"""Writes the reports below ``reports/``, each from a model that is made here: the same bytes at every run.

Run it with ``make reports``, or ``python -m examples.reports [folder] [name ...]``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

SEED = 7
_SHARED = re.compile(rb'("shared_object_id": )(\d+)')
DIGITS = [str(digit) for digit in range(10)]
PIXELS = [f"row {place // 8}, column {place % 8}" for place in range(64)]


def digits_cnn(folder: Path) -> None:
    """Report on a convolutional network after its training: the record of a callback, an evaluation and Grad-CAM."""
    import keras

    import dotnet_viz as dv
    from dotnet_viz.measures.training.logs import read_run
    from examples.digits_gradcam import network

    x_train, x_test, y_train, y_test = _images()
    keras.utils.set_random_seed(SEED)
    model = network(keras)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    with tempfile.TemporaryDirectory() as work:
        run = Path(work, "digits-cnn")
        # Measured after every epoch, whatever time it takes, so that the record is the same on every machine.
        callback = dv.ReportCallback(
            run, (x_test, y_test), every=1, weights="always", gradients="always", activations="always", report=False, live=False
        )
        model.fit(x_train, y_train, validation_split=0.2, epochs=15, batch_size=32, verbose=0, callbacks=[callback])
        measured = replace(read_run(run), resources=())  # times differ from run to run
        wrong = [
            index for index, answer in enumerate(model.predict(x_test, verbose=0).argmax(axis=1)) if answer != y_test[index]
        ]
        shown = [*range(2), *wrong[:2]]
        dv.report(
            model,
            history=measured,
            data=(x_test, y_test),
            training_data=x_train,
            inputs=x_test[shown],
            targets=y_test[shown],
            title="Handwritten digits, read by convolutions",
            class_names=DIGITS,
            seed=SEED,
        ).save(folder)


def resnet50(folder: Path) -> None:
    """Report on a large network from its file, without running it; its weights are those that it begins with."""
    import keras

    import dotnet_viz as dv

    keras.utils.set_random_seed(SEED)
    with tempfile.TemporaryDirectory() as work:
        path = Path(work, "resnet50.keras")
        keras.applications.ResNet50(weights=None).save(Path(work, "now.keras"))
        _reproducible(Path(work, "now.keras"), path)
        report = dv.report(path, title="ResNet50, untrained")
        folder.mkdir(parents=True)
        for suffix in (".html", ".pdf"):  # report.json holds every tensor's name and shape: two megabytes
            report.save(folder / f"report{suffix}")


def breast_cancer(folder: Path) -> None:
    """Report on a decision tree of scikit-learn that tells malignant tumours from benign ones."""
    import dotnet_viz as dv
    from examples.tabular import breast_cancer as task_of

    task = task_of()
    dv.report(
        task.forest,
        data=(task.x_test, task.y_test),
        training_data=task.x_train,
        title="Malignant or benign",
        class_names=task.classes,
        feature_names=task.features,
    ).save(folder)


def comparison(folder: Path) -> None:
    """Report on a network beside its version before: one layer more, trained anew."""
    import dotnet_viz as dv

    x_test, y_test = _images()[1::2]
    before, after = _dense_network(("hidden_1",)), _dense_network(("hidden_1", "hidden_2"))
    dv.report(
        after,
        baseline=before,
        data=(x_test.reshape(len(x_test), -1), y_test),
        conditions=("accuracy>=0.95", "accuracy>=baseline-0.01", "parameters<=10000"),
        title="Handwritten digits, with one layer more",
        class_names=DIGITS,
        feature_names=PIXELS,
        seed=SEED,
    ).save(folder)
    dv.diff(before, after).save(folder / "diff.svg")


REPORTS: dict[str, Callable[[Path], None]] = {
    "digits-cnn": digits_cnn,
    "resnet50": resnet50,
    "breast-cancer": breast_cancer,
    "comparison": comparison,
}


def _reproducible(source: Path, target: Path) -> None:
    """Copy a model file, with a date and with numbers of shared objects that are the same at every run."""
    numbers: dict[bytes, int] = {}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "metadata.json":
                content = json.dumps({**json.loads(content), "date_saved": "2026-01-01@00:00:00"}).encode()
            elif member.filename == "config.json":  # Keras writes where an object is in memory
                content = _SHARED.sub(lambda found: b"%s%d" % (found[1], numbers.setdefault(found[2], len(numbers))), content)
            new.writestr(zipfile.ZipInfo(member.filename), content)


def _images() -> tuple[Any, Any, Any, Any]:
    import numpy as np
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    digits = load_digits()
    images = (digits.images / 16.0).astype("float32")[..., np.newaxis]
    parts: tuple[Any, Any, Any, Any] = tuple(
        train_test_split(images, digits.target, test_size=0.25, random_state=SEED, stratify=digits.target)
    )
    return parts


def _dense_network(hidden: tuple[str, ...]) -> Any:
    import keras

    x_train, _, y_train, _ = _images()
    keras.utils.set_random_seed(SEED)
    layers = [keras.layers.Dense(32, activation="relu", name=name) for name in hidden]
    model = keras.Sequential(
        [keras.Input((64,), name="pixels"), *layers, keras.layers.Dense(10, activation="softmax", name="digit")], name="digits"
    )
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train.reshape(len(x_train), -1), y_train, epochs=20, batch_size=32, verbose=0)
    return model


def main(folder: str = "reports", *names: str) -> None:
    """Write the reports of those names; without names all.

    Args:
        folder: that each gets a folder in.
        names: of :data:`REPORTS`.
    """
    for name in names or REPORTS:
        target = Path(folder, name)
        shutil.rmtree(target, ignore_errors=True)
        print(f"writing {target} ...", flush=True)
        REPORTS[name](target)


if __name__ == "__main__":
    main(*sys.argv[1:])
