"""Draws the pictures of ``docs/themes.md``: two small models in every theme. Run it with ``python -m examples.themes``."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import dotnet_viz as dv
from dotnet_viz.renderers.themes.theme import THEMES

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "themes"
MODEL = ROOT / "tests" / "data" / "models" / "cnn-28x28.keras"
LOG = {
    "loss": [0.92, 0.51, 0.4, 0.34, 0.31],
    "val_loss": [1.02, 0.63, 0.55, 0.58, 0.66],
    "accuracy": [0.5, 0.7, 0.8, 0.83, 0.85],
    "val_accuracy": [0.45, 0.6, 0.7, 0.71, 0.69],
}


def weights() -> list[np.ndarray]:
    """Return kernels and biases of two dense layers."""
    random = np.random.default_rng(3)
    return [random.normal(size=size) for size in ((5, 4), (4,), (4, 3), (3,))]


def main(target: Path = TARGET) -> list[Path]:
    """Write the pictures, and return where they are.

    Args:
        target: the folder.
    """
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for theme in THEMES:
        pictures = {
            "weight-graph": dv.draw(weights(), style="weight-graph", theme=theme, title=theme),
            "layered": dv.draw(MODEL, style="layered", theme=theme, title=theme),
            "curves": dv.curves(LOG, theme=theme),
        }
        written += [picture.save(target / f"{name}-{theme}.svg") for name, picture in pictures.items()]
    return written


if __name__ == "__main__":
    for path in main():
        print(path.relative_to(ROOT))
