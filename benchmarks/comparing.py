"""Two files compared, against loading both with Keras, and against a loop that only reads both."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.checking import peak_megabytes, unpacked
from benchmarks.drawing import MODELS, model_file
from benchmarks.timing import Comparison, python, race

TIME_BOUND = 1 / 10
MEGABYTES_BOUND = 400.0
ROUNDS = 5

_LOAD_BOTH = """\
import keras
for path in {paths!r}:
    keras.models.load_model(path, compile=False)
"""
_CHANGE = """\
import keras, numpy
model = keras.models.load_model({source!r}, compile=False)
random = numpy.random.default_rng(0)
for variable in model.variables:
    value = numpy.asarray(variable)
    variable.assign(value + 0.01 * random.standard_normal(value.shape, dtype="float32"))
model.save({target!r})
"""
_SUBTRACT = """\
import h5py, numpy
def datasets(file):
    found = []
    file.visititems(lambda name, item: found.append(item) if isinstance(item, h5py.Dataset) else None)
    return found
with h5py.File({one!r}, "r") as one, h5py.File({other!r}, "r") as other:
    for left, right in zip(datasets(one), datasets(other)):
        a, b = left[()], right[()]
        if a.size:
            numpy.linalg.norm(b - a) / numpy.linalg.norm(a)
"""
_COMPARE = "import dotnet_viz as dv; assert dv.compare({one!r}, {other!r}).weights.changed"


def changed_file(name: str) -> Path:
    """Return a copy of a saved model in which every weight is a little different, made once."""
    source = model_file(name)
    target = MODELS / f"{source.stem}-changed.keras"
    if not target.exists():
        subprocess.run(python(_CHANGE.format(source=str(source), target=str(target))), check=True, capture_output=True)
    return target


def measure() -> list[Comparison]:
    """Compare whole processes."""
    return [_nasnet(changed=False), _nasnet(changed=True), *_vgg()]


def _nasnet(*, changed: bool) -> Comparison:
    files = [str(model_file("NASNetLarge")), str(changed_file("NASNetLarge") if changed else model_file("NASNetLarge"))]
    command = [str(Path(sys.executable).parent / "dotnet-viz"), "diff", *files, "--quiet"]
    seconds = race(command, python(_LOAD_BOTH.format(paths=files)), ROUNDS)
    which = "every weight changed" if changed else "the same twice"
    return Comparison(f"two NASNetLarge files compared, {which}", *seconds, other="Keras, loading both", bound=TIME_BOUND)


def _vgg() -> list[Comparison]:
    files = str(model_file("VGG16")), str(changed_file("VGG16"))
    command = [str(Path(sys.executable).parent / "dotnet-viz"), "diff", *files, "--quiet"]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        plain = [str(unpacked(Path(path), Path(folder))) for path, folder in zip(files, (one, other), strict=True)]
        seconds = race(command, python(_SUBTRACT.format(one=plain[0], other=plain[1])), ROUNDS)
    peak = peak_megabytes(_COMPARE.format(one=files[0], other=files[1]))
    return [
        Comparison("two VGG16 files compared, every weight changed", *seconds, other="h5py and NumPy, relative change only"),
        Comparison(
            "two VGG16 files compared, peak memory", peak, MEGABYTES_BOUND, "the limit", 1.0, "whole process", unit="MB"
        ),
    ]
