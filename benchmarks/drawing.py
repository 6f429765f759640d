"""From a model file to an SVG, against loading it with Keras and calling ``plot_model``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import Comparison, python, race

MODELS = Path(__file__).parent / "models"
BOUNDS = {"EfficientNetB0": 1 / 10, "ResNet50": 1 / 10, "NASNetLarge": 1 / 8}
ROUNDS = {"EfficientNetB0": 5, "ResNet50": 7, "NASNetLarge": 5}
# With the right angles that it asks for by default, dot 2.43 aborts on EfficientNetB0.
OTHER_LINES = {"EfficientNetB0": "spline"}

_PLOT_MODEL = """\
import keras
model = keras.models.load_model({model!r}, compile=False)
keras.utils.plot_model(model, to_file={output!r}, show_shapes=True, expand_nested=True, splines={splines!r})
"""
_SAVE = "import keras; keras.applications.{name}(weights=None).save({path!r})"


def model_file(name: str) -> Path:
    """Return a saved model of ``keras.applications``, made once."""
    path = MODELS / f"{name.lower()}.keras"
    if not path.exists():
        MODELS.mkdir(exist_ok=True)
        subprocess.run(python(_SAVE.format(name=name, path=str(path))), check=True, capture_output=True)
    return path


def measure() -> list[Comparison]:
    """Compare both ways for every model, as whole processes."""
    return [_compare(name) for name in BOUNDS]


def _compare(name: str) -> Comparison:
    model = model_file(name)
    with tempfile.TemporaryDirectory() as folder:
        ours = [str(Path(sys.executable).parent / "dotnet-viz"), "draw", str(model), "-o", f"{folder}/ours.svg", "--quiet"]
        theirs = python(
            _PLOT_MODEL.format(model=str(model), output=f"{folder}/theirs.svg", splines=OTHER_LINES.get(name, "ortho"))
        )
        seconds = race(ours, theirs, ROUNDS[name])
    note = f"with splines={OTHER_LINES[name]!r}" if name in OTHER_LINES else ""
    return Comparison(f"{name}: file to SVG", *seconds, other="Keras, plot_model", bound=BOUNDS[name], note=note)
