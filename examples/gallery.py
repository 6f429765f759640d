"""Draws the gallery: one picture a style and model, from real models. Run it with ``make gallery``."""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

from examples import gallery_models as models

TARGET = "docs/gallery"
INTRODUCTION = """\
Every style of `dotnet-viz draw --style`, drawn from real models by `make gallery`; the models are in
[`examples/gallery_models.py`](../../examples/gallery_models.py).
"""


@dataclass(frozen=True)
class Picture:
    """One picture of the gallery.

    Args:
        style: its name.
        make: makes the model.
        caption: what it shows.
        options: of the style.
    """

    style: str
    make: Callable[[ModuleType], Any]
    caption: str
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.style}-{self.make.__name__.replace('_', '-')}.svg"

    @property
    def code(self) -> str:
        """The line of Python that draws it."""
        given = "".join(f", {key}={value!r}" for key, value in self.options.items())
        return f'dv.architecture(model, style="{self.style}"{given})'


_IRIS = {
    "feature_names": ["sepal length", "sepal width", "petal length", "petal width"],
    "class_names": ["setosa", "versicolor", "virginica"],
}
PICTURES = (
    Picture("plot-model", models.two_texts, "Two inputs, two outputs, and layers that both texts share"),
    Picture("plot-model", models.residual, "A subclassed model, from its forward pass run on symbolic tensors"),
    Picture("plot-model", models.tagger, "Wrappers, opened", {"expand_wrappers": True}),
    Picture("blocks", models.resnet50, "ResNet50 on one page: blocks that repeat are folded"),
    Picture("blocks", models.transformer, "A transformer's encoder of four blocks"),
    Picture("layered", models.vgg16, "VGG16: sizes in space and channels", {"legend": True}),
    Picture("layered", models.unet, "A U-Net with its skips", {"legend": True}),
    Picture("layered", models.resnet50, "ResNet50, in rows", {"legend": True}),
    Picture("lenet", models.lenet, "LeNet-5, as in its paper"),
    Picture("ann", models.digits_mlp, "A multi-layer perceptron"),
    Picture("ann", models.digits_cnn, "A convolutional network"),
    Picture("neurons", models.digits_mlp, "One circle a unit", {"ellipsize_after": 8}),
    Picture("weights", models.digits_mlp, "Trained weights; positive ones are blue, negative ones red", {"max_neurons": 12}),
    Picture("matrix", models.digits_mlp, "The same weights as matrices"),
    Picture("histograms", models.digits_cnn, "How the weights of each layer are spread"),
    Picture("coefficients", models.iris_logistic, "The coefficients of a logistic regression", _IRIS),
    Picture("filters", models.digits_cnn, "The kernels of the first convolution"),
)


def main(folder: str = TARGET) -> None:
    """Write every picture and the pages that show them."""
    import keras

    import dotnet_viz as dv

    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    graphs: dict[str, Any] = {}
    for picture in PICTURES:
        make = picture.make
        if make.__name__ not in graphs:
            keras.utils.clear_session(free_memory=False)
            keras.utils.set_random_seed(models.SEED)
            graphs[make.__name__] = dv.read(make(keras))
        dv.architecture(graphs[make.__name__], style=picture.style, **picture.options).save(target / picture.name)
        print("wrote", target / picture.name)
    for name, text in (("README.md", page()), ("index.html", html_page())):
        (target / name).write_text(text, encoding="utf-8")
        print("wrote", target / name)


def page() -> str:
    """Return the gallery's page as Markdown."""
    parts = [
        "# Gallery\n",
        INTRODUCTION,
    ]
    for style in dict.fromkeys(picture.style for picture in PICTURES):
        parts.append(f"## {style}\n")
        parts += [_entry(picture) for picture in PICTURES if picture.style == style]
    return "\n".join(parts)


def _entry(picture: Picture) -> str:
    return f"{picture.caption}:\n\n```python\n{picture.code}\n```\n\n![{picture.caption}]({picture.name})\n"


def html_page() -> str:
    """Return the gallery's page as HTML, beside whose file the pictures lie."""
    figures = "\n".join(
        f'<figure id="{Path(picture.name).stem}"><img src="{picture.name}" alt="{html.escape(picture.caption)}" loading="lazy">'
        f"<figcaption>{html.escape(picture.caption)}<br><code>{html.escape(picture.code)}</code></figcaption></figure>"
        for picture in PICTURES
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Gallery of dotnet_viz</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem }}
figure {{ margin: 3rem 0 }}
img {{ max-width: 100%; max-height: 90vh }}
</style>
<h1>Gallery</h1>
{figures}
</html>
"""


if __name__ == "__main__":
    main(*sys.argv[1:2])
