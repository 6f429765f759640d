"""What ``keras.saving.KerasFileEditor.compare`` says of pairs of models, and what :func:`dotnet_viz.compare` says.

Run with ``python -m benchmarks.file_editor``: it writes the table into ``docs/comparing.md``.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

PAGE = Path(__file__).parents[1] / "docs" / "comparing.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"


def chain(keras: Any, *units: int, names: bool = False) -> Any:
    """Return dense layers one after the other."""
    layers = [keras.layers.Dense(count, name=f"step{number}" if names else None) for number, count in enumerate(units)]
    return keras.Sequential([keras.Input((4,)), *layers])


def nested(keras: Any) -> Any:
    """Return a functional model inside another."""
    inside = keras.Input((4,))
    encoder = keras.Model(inside, keras.layers.Dense(3)(keras.layers.Dense(5)(inside)), name="encoder")
    outside = keras.Input((4,))
    return keras.Model(outside, keras.layers.Dense(1)(encoder(outside)))


def recurrent(keras: Any) -> Any:
    """Return a wrapped recurrent layer."""
    return keras.Sequential([keras.Input((5, 3)), keras.layers.Bidirectional(keras.layers.LSTM(2)), keras.layers.Dense(1)])


def attention(keras: Any) -> Any:
    """Return a layer that has layers of its own."""
    inside = keras.Input((5, 4))
    return keras.Model(inside, keras.layers.MultiHeadAttention(2, 2)(inside, inside))


def cases(keras: Any) -> Iterator[tuple[str, str, Callable[[], tuple[Any, Any]]]]:
    """Yield what each pair is, how many differences it really has, and a function that makes it."""

    def twice(make: Callable[[Any], Any]) -> Callable[[], tuple[Any, Any]]:
        def pair() -> tuple[Any, Any]:
            model = make(keras)
            return model, model

        return pair

    yield "a Sequential model and itself", "0", twice(lambda keras: chain(keras, 3, 2))
    yield "a nested Functional model and itself", "0", twice(nested)
    yield "a Bidirectional LSTM and itself", "0", twice(recurrent)
    yield "a MultiHeadAttention and itself", "0", twice(attention)
    yield (
        "a model and the same code run again (`dense_3` is `dense_5`)",
        "names",
        lambda: (chain(keras, 3, 2), chain(keras, 3, 2)),
    )
    yield "a nested model and the same code run again", "names", lambda: (nested(keras), nested(keras))
    yield (
        "units 3 → 6 in the first of two layers",
        "1",
        lambda: (chain(keras, 3, 2, names=True), chain(keras, 6, 2, names=True)),
    )
    yield (
        "an activation changed, no weight",
        "1",
        lambda: (chain(keras, 3, 2, names=True), activated(keras)),
    )
    yield "a layer inserted in front", "1", lambda: (chain(keras, 4, 3, 2), chain(keras, 4, 4, 3, 2))


def activated(keras: Any) -> Any:
    """Return dense layers of which the first has an activation."""
    model = chain(keras, 3, 2, names=True)
    model.layers[0].activation = keras.activations.relu
    return model


def theirs(keras: Any, before: Any, after: Any, folder: str) -> str:
    """Return the verdict of Keras."""
    path = f"{folder}/before.keras"
    before.save(path)
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            found = keras.saving.KerasFileEditor(path).compare(after)
        except Exception as error:
            return f"fails with {type(error).__name__}"
    count = found["error_count"]
    what = "1 error" if count == 1 else f"{count} errors"
    return "no difference" if found["status"] == "success" and not count else what


def ours(before: Any, after: Any, folder: str) -> str:
    """Return the verdict of this package on the architecture, and on names."""
    import dotnet_viz as dv

    before.save(f"{folder}/one.keras")
    after.save(f"{folder}/other.keras")
    found = dv.compare(f"{folder}/one.keras", f"{folder}/other.keras", ignore="weights")
    told = [f"{name} {count}" for name in ("added", "removed", "changed") if (count := getattr(found.summary, name))]
    if told:
        return ", ".join(told)
    return "names only" if found else "no difference"


def table() -> str:
    """Return the verdicts as a Markdown table."""
    import keras

    lines = ["| pair | true differences | `KerasFileEditor.compare` | `dv.compare` |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for what, truth, make in cases(keras):
            before, after = make()
            lines.append(f"| {what} | {truth} | {theirs(keras, before, after, folder)} | {ours(before, after, folder)} |")
    return "\n".join([*lines, "", f"Keras {keras.__version__}."])


def main() -> None:
    """Write the table into the page."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    PAGE.write_text(f"{text[:start]}\n{table()}\n{text[end:]}", encoding="utf-8")


if __name__ == "__main__":
    main()
