"""Draws the gallery: one picture a style and model, from real models. Run it with ``make gallery``."""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

from examples import digits_gradcam, explanations, learning, segmentation, tutorial_network
from examples import gallery_evaluation as evaluation
from examples import gallery_models as models
from examples import gallery_tabular as tabular

TARGET = "docs/gallery"
INTRODUCTION = """\
Every style of `dotnet-viz draw --style` and `dotnet-viz diff --style`, and what models do with inputs, drawn from real
models by `make gallery`; the models are in [`examples/gallery_models.py`](../../examples/gallery_models.py).
"""


@dataclass(frozen=True)
class Picture:
    """One picture of the gallery.

    Args:
        style: its name.
        make: makes the model.
        caption: what it shows.
        options: of the style.
        before: makes the version before it, where the picture shows what differs.
        variant: a word at the end of the file's name, where a style shows a model twice.
    """

    style: str
    make: Callable[[ModuleType], Any]
    caption: str
    options: dict[str, Any] = field(default_factory=dict)
    before: Callable[[ModuleType], Any] | None = None
    variant: str = ""

    @property
    def name(self) -> str:
        """The file's name."""
        words = (self.heading.replace(" ", "-"), self.make.__name__.replace("_", "-"), self.variant)
        return f"{'-'.join(filter(None, words))}.svg"

    @property
    def heading(self) -> str:
        """What it stands under in the gallery."""
        return self.style if self.before is None else f"diff {self.style}"

    @property
    def code(self) -> str:
        """The line of Python that draws it."""
        given = "".join(f", {key}={value!r}" for key, value in self.options.items())
        call = "dv.draw(model" if self.before is None else "dv.diff(before, after"
        return f'{call}, style="{self.style}"{given})'

    def draw(self, graphs: Callable[[Callable[[ModuleType], Any]], Any]) -> Any:
        """Return the drawing.

        Args:
            graphs: returns the graph of what a function makes.
        """
        import dotnet_viz as dv

        if self.before is None:
            return dv.draw(graphs(self.make), style=self.style, **self.options)
        return dv.diff(graphs(self.before), graphs(self.make), style=self.style, **self.options)


@dataclass(frozen=True)
class AttributionPicture(Picture):
    """A map of what a network looks at, of a function that returns a model, an input and classes."""

    @property
    def code(self) -> str:
        """The line of Python that draws it."""
        return 'dv.gradcam(model, image, classes, method="gradcam++", class_names=names, check=True)'

    def draw(self, graphs: Callable[[Callable[[ModuleType], Any]], Any]) -> Any:
        """Return the picture."""
        import keras

        import dotnet_viz as dv

        model, image, classes = self.make(keras)
        return dv.gradcam(model, image, classes, method="gradcam++", class_names=digits_gradcam.NAMES, check=True)


@dataclass(frozen=True)
class InputPicture(Picture):
    """One picture of what a model does with an input; its style is the function that draws it.

    Args:
        sample: makes the input.
    """

    sample: Callable[[], Any] = list

    @property
    def code(self) -> str:
        """The line of Python that draws it."""
        given = "".join(f", {key}={value!r}" for key, value in self.options.items())
        return f"dv.{self.style.replace('-', '_')}(model, x{given})"

    def draw(self, graphs: Callable[[Callable[[ModuleType], Any]], Any]) -> Any:
        """Return the drawing.

        Args:
            graphs: is not asked: a graph cannot be run.
        """
        import dotnet_viz as dv

        return getattr(dv, self.style.replace("-", "_"))(model_of(self.make), self.sample(), **self.options)


@dataclass(frozen=True)
class StepsPicture(InputPicture):
    """A passage whose layers appear one after the other."""

    @property
    def heading(self) -> str:
        """What it stands under in the gallery."""
        return "animate"

    @property
    def code(self) -> str:
        """The line of Python that draws it."""
        return f"dv.animate({super().code})"

    def draw(self, graphs: Callable[[Callable[[ModuleType], Any]], Any]) -> Any:
        """Return the animation."""
        import dotnet_viz as dv

        return dv.animate(super().draw(graphs))


@dataclass(frozen=True)
class TabularPicture(Picture):
    """A picture of an estimator and its data, or of a training, of a function that draws it; its style is the package's.

    Args:
        line: the line of Python that draws it.
    """

    line: str = ""

    @property
    def code(self) -> str:
        """The line of Python that draws it."""
        return self.line

    def draw(self, graphs: Callable[[Callable[[ModuleType], Any]], Any]) -> Any:
        """Return the drawing or chart.

        Args:
            graphs: is not asked: an estimator is no graph here.
        """
        import dotnet_viz as dv

        return self.make(dv)


@dataclass(frozen=True)
class ExplanationPicture(Picture):
    """A picture of SHAP values or of LIME; its function returns them.

    Args:
        call: the line of Python that draws it.
        drawn: draws it from what the function returns; ``None`` where that is the picture itself.
    """

    call: str = ""
    drawn: Callable[[Any], Any] | None = None

    @property
    def code(self) -> str:
        """The line of Python that draws it."""
        return self.call

    def draw(self, graphs: Callable[[Callable[[ModuleType], Any]], Any]) -> Any:
        """Return the picture.

        Args:
            graphs: is not asked: a graph cannot be explained.
        """
        import keras

        found = self.make(keras)
        return found if self.drawn is None else self.drawn(found)


@cache
def digits_record() -> TemporaryDirectory[str]:
    """Return a folder with the record of a training in ``run``, the same in every run."""
    folder = TemporaryDirectory()
    learning.record(Path(folder.name) / "run")
    return folder


def weights(dv: ModuleType) -> Any:
    """Return the animation of the weights of a training."""
    return learning.weights(Path(digits_record().name) / "run")


def passage(dv: ModuleType) -> Any:
    """Return the animation of what a digit becomes in the layers during the same training."""
    return learning.passage(Path(digits_record().name) / "run")


_IRIS = {
    "feature_names": ["sepal length", "sepal width", "petal length", "petal width"],
    "class_names": ["setosa", "versicolor", "virginica"],
}
_CHANGES = {"ignore": "weights"}
_STAGES = {
    f"stage {number - 1}": f"conv{number}_block1_1_conv:conv{number}_block{count}_out"
    for number, count in ((2, 3), (3, 4), (4, 6), (5, 3))
}
_TIMES = {"time (µs)": {"C1": 41, "S2": 12.5, "C3": 88, "S4": 6, "C5": 53, "flatten": 1.5, "F6": 14, "output": 4.5}}
PICTURES = (
    Picture("plot-model", models.two_texts, "Two inputs, two outputs, and layers that both texts share"),
    Picture("plot-model", models.residual, "A subclassed model, from its forward pass run on symbolic tensors"),
    Picture("plot-model", models.tagger, "Wrappers, opened", {"expand_wrappers": True}),
    Picture(
        "plot-model",
        models.text_transformer,
        "A transformer of custom layers, opened: their code was run on symbolic tensors",
        {"expand_wrappers": True},
    ),
    Picture("blocks", models.resnet50, "ResNet50 on one page: blocks that repeat are folded"),
    Picture("blocks", models.transformer, "A transformer's encoder of four blocks"),
    Picture(
        "blocks",
        models.resnet50,
        "The same in the colours of its operations, with its stages as groups",
        {"color_by": "flops", "groups": _STAGES},
        variant="stages",
    ),
    Picture("layered", models.vgg16, "VGG16: sizes in space and channels", {"legend": True}),
    Picture("layered", models.unet, "A U-Net: the encoder down, the decoder up, skips across", {"legend": True}),
    Picture("layered", models.resnet50, "ResNet50, in rows", {"legend": True}),
    Picture(
        "layered",
        models.vgg16,
        "A layer that stands out, and two groups",
        {
            "highlight": {"block3_conv3": "tomato"},
            "groups": [("features", "block1_conv1:block5_pool"), ("classifier", "flatten:predictions")],
        },
        variant="groups",
    ),
    Picture("bars", models.resnet50, "Parameters, FLOPs and memory of the stages of ResNet50"),
    Picture("transformer", models.transformer, "The same encoder: queries, keys, values and residuals of its blocks"),
    Picture("unrolled", models.tagger, "A tagger of words, unrolled over its steps"),
    Picture("lenet", models.lenet, "LeNet-5, as in its paper"),
    Picture("lenet", models.lenet, "Numbers of one's own on layers", {"overlay": _TIMES}, variant="times"),
    Picture("ann", models.digits_mlp, "A multi-layer perceptron"),
    Picture("ann", models.digits_cnn, "A convolutional network"),
    Picture("neurons", models.digits_mlp, "One circle a unit", {"max_neurons": 8}),
    Picture(
        "weight-graph", models.digits_mlp, "Trained weights; positive ones are blue, negative ones red", {"max_neurons": 12}
    ),
    Picture("weight-matrix", models.digits_mlp, "The same weights as matrices"),
    Picture("weight-histograms", models.digits_cnn, "How the weights of each layer are spread"),
    Picture("coefficients", models.iris_logistic, "The coefficients of a logistic regression", _IRIS),
    Picture("filters", models.digits_cnn, "The kernels of the first convolution"),
    InputPicture(
        "pattern-passage",
        models.tutorial,
        "What an image of rings becomes in the layers of a tutorial's network",
        {"class_names": list(tutorial_network.PATTERNS)},
        sample=lambda: tutorial_network.pattern("rings", 0.1),
    ),
    InputPicture(
        "pattern-passage", models.digits_cnn, "A digit in a convolutional network", {"grid_size": (2, 4)}, sample=models.digit
    ),
    InputPicture(
        "contribution-graph",
        models.digits_mlp,
        "Which pixels and neurons decide that a digit is a three",
        {"target": 3, "max_neurons": 12},
        sample=lambda: models.digit().reshape(64),
    ),
    Picture("merged", models.digits_cnn_normalised, "Two versions of a network as one diagram", before=models.digits_cnn),
    Picture("merged", models.transformer_wider, "A change in one block of a transformer", _CHANGES, models.transformer),
    Picture("side-by-side", models.digits_cnn_normalised, "The same two versions, side by side", before=models.digits_cnn),
    Picture("bar-changes", models.digits_cnn_normalised, "What each layer of both needs", before=models.digits_cnn),
    Picture(
        "weight-change-graph", models.digits_mlp_later, "What twelve more epochs did", {"max_neurons": 12}, models.digits_mlp
    ),
    TabularPicture(
        "tree",
        tabular.cancer,
        "A decision tree of depth 4: the distribution of each split's feature, the make-up of each leaf",
        line="dv.tree(model, data=(x, y), feature_names=features, class_names=classes)",
    ),
    TabularPicture(
        "tree",
        tabular.iris_sample,
        "The path of one flower, with its values; without data the counts of the training",
        line="dv.tree(model, sample=x[77], feature_names=features, class_names=classes)",
    ),
    TabularPicture(
        "tree",
        tabular.diabetes,
        "A regression: rows as dots, and their mean on either side of the threshold",
        line="dv.tree(model, data=(x, y), feature_names=features)",
    ),
    TabularPicture(
        "tree",
        tabular.boosted,
        "The first tree of gradient boosting with missing values, to the right",
        line='dv.tree(model, data=(x, y), rankdir="LR", max_depth=3)',
    ),
    TabularPicture(
        "tree",
        tabular.forest,
        "The tree that is most like its forest of 200; what is folded opens on a page",
        line="dv.tree(forest, data=(x, y), feature_names=features, class_names=classes, max_depth=3)",
    ),
    TabularPicture(
        "importances",
        tabular.permutation,
        "How much a forest's score drops when a feature is shuffled, five times each",
        line='dv.importances(forest, x_test, y_test, metric="log_loss", feature_names=features)',
    ),
    TabularPicture(
        "importances",
        tabular.coefficients,
        "The coefficients of least squares with their standard errors",
        line='dv.importances(model, x, y, method="built-in", feature_names=features)',
    ),
    TabularPicture(
        "partial-dependence",
        tabular.dependence,
        "How predictions depend on two features, and on both together",
        line='dv.partial_dependence(model, x, ["bmi", "s5", ("bmi", "s5")], feature_names=features)',
    ),
    TabularPicture(
        "validation-curve",
        tabular.pruning,
        "The accuracy of a decision tree over how much it is pruned",
        line='dv.validation_curve(estimator, x, y, "ccp_alpha", [0.0001, 0.001, 0.003, 0.01, 0.03, 0.1])',
    ),
    TabularPicture(
        "confusion-matrix",
        evaluation.confusion,
        "Which digits are taken for which; those that are confused are next to each other",
        line='dv.evaluate(predictions=(y, scores)).confusion_matrix(normalize="true", sort="confusion")',
    ),
    TabularPicture(
        "roc", evaluation.roc, "ROC curves of ten digits; the six worst have names", line="dv.evaluate(model, x, y).roc()"
    ),
    TabularPicture(
        "precision-recall",
        evaluation.precision_recall,
        "Precision-recall curves of ten digits",
        line="dv.evaluate(model, x, y).precision_recall()",
    ),
    TabularPicture(
        "errors",
        evaluation.worst,
        "The digits that are most surely taken for others",
        line="dv.evaluate(model, x, y).errors(images=images)",
    ),
    TabularPicture(
        "calibration",
        evaluation.calibration,
        "Whether probabilities are the shares that occur",
        line='dv.evaluate(model, x, y, class_names=names, positive="malignant").calibration()',
    ),
    TabularPicture(
        "thresholds",
        evaluation.thresholds,
        "Which threshold is cheapest where a missed tumour costs ten times a false alarm",
        line="dv.evaluate(model, x, y).thresholds(false_negative_cost=10)",
    ),
    TabularPicture(
        "score-distributions",
        evaluation.score_distributions,
        "The scores of both kinds of tumours",
        line="dv.evaluate(model, x, y).score_distributions()",
    ),
    TabularPicture(
        "per-class",
        evaluation.per_class,
        "Precision, recall and F1 with intervals by bootstrap",
        line="dv.evaluate(model, x, y, intervals=200).per_class()",
    ),
    TabularPicture(
        "errors-by-slice",
        evaluation.slices,
        "Which tumours have the most errors",
        line='dv.evaluate(model, x, y).errors_by_slice(x[:, 0], name="mean radius")',
    ),
    TabularPicture(
        "overlay",
        segmentation.overlay,
        "Segmented images beside the truth and the errors, the worst ones first",
        line="dv.evaluate(predictions=(masks, scores), x=images, class_names=names, ignore=255).overlay()",
    ),
    TabularPicture(
        "iou",
        segmentation.iou,
        "The overlap of true and predicted regions of each class",
        line="dv.evaluate(predictions=(masks, scores), ignore=255, intervals=500).per_class()",
    ),
    TabularPicture(
        "accuracy-by-step",
        segmentation.steps,
        "The accuracy of a tagger at each step of sentences of different lengths",
        line="dv.evaluate(predictions=(tags, logits), ignore=-100).accuracy_by_step()",
    ),
    TabularPicture(
        "animate",
        weights,
        "The weights of a network over the epochs of its training, with the metrics so far",
        line='dv.animate("runs/7", max_neurons=12, class_names=names)',
    ),
    TabularPicture(
        "animate",
        passage,
        "What a three becomes in the layers of the same network while it learns",
        line='dv.animate("runs/7", style=dv.PatternPassage(x, class_names=names))',
    ),
    StepsPicture(
        "pattern-passage", models.digits_cnn, "A digit on its way through a network", {"grid_size": (2, 4)}, sample=models.digit
    ),
    AttributionPicture("gradcam", digits_gradcam.right_answer, "Where a network looks at a digit that it reads right"),
    AttributionPicture(
        "gradcam", digits_gradcam.wrong_answer, "What speaks for the class that it reads, and for the right one"
    ),
    ExplanationPicture(
        "shap-waterfall",
        explanations.breast_cancer,
        "What leads a forest to the probability that it has for the tumour of which it is least sure",
        call="dv.shap(forest, x_test, background=x_train).waterfall(row)",
        drawn=lambda found: found.waterfall(explanations.least_sure()),
    ),
    ExplanationPicture(
        "shap-force",
        explanations.breast_cancer,
        "The same on one line",
        call="dv.shap(forest, x_test, background=x_train).force(row)",
        drawn=lambda found: found.force(explanations.least_sure()),
    ),
    ExplanationPicture(
        "shap-beeswarm",
        explanations.breast_cancer,
        "All tumours: what each feature adds, by its value",
        call="dv.shap(forest, x_test, background=x_train).beeswarm()",
        drawn=lambda found: found.beeswarm(),
    ),
    ExplanationPicture(
        "shap-beeswarm",
        explanations.diabetes,
        "A linear regression: every row is a line of one colour after the other",
        call="dv.shap(regression, x, background=x).beeswarm()",
        drawn=lambda found: found.beeswarm(),
    ),
    ExplanationPicture(
        "shap-bar",
        explanations.breast_cancer,
        "How much each feature matters",
        call="dv.shap(forest, x_test, background=x_train).bar()",
        drawn=lambda found: found.bar(),
    ),
    ExplanationPicture(
        "shap-dependence",
        explanations.breast_cancer,
        "What one feature adds, by its value and that of the feature that seems to interact with it most",
        call='dv.shap(forest, x_test, background=x_train).dependence("worst perimeter")',
        drawn=lambda found: found.dependence("worst perimeter"),
    ),
    ExplanationPicture(
        "shap-heatmap",
        explanations.breast_cancer,
        "All tumours side by side, similar ones next to each other",
        call="dv.shap(forest, x_test, background=x_train).heatmap()",
        drawn=lambda found: found.heatmap(),
    ),
    ExplanationPicture(
        "shap-decision",
        explanations.breast_cancer,
        "The way of each tumour from the expected probability to its own",
        call="dv.shap(forest, x_test, background=x_train).decision()",
        drawn=lambda found: found.decision(),
    ),
    ExplanationPicture(
        "shap-image",
        explanations.digit,
        "A digit that a convolutional network reads wrong: which pixels speak for and against three classes",
        call="dv.shap(model, image, background=x_train).image()",
        drawn=lambda found: found.image(0),
    ),
    ExplanationPicture(
        "shap-text",
        explanations.review,
        "Words of a review",
        call='dv.shap(classifier, text, class_names=["bad", "good"]).text()',
        drawn=lambda found: found.text(0),
    ),
    ExplanationPicture(
        "lime",
        explanations.near_tumour,
        "The same tumour: the linear model that is like the forest near it",
        call='dv.lime(forest, x_test[row], data=x_train, output="benign")',
    ),
    ExplanationPicture("lime", explanations.near_review, "The same review", call='dv.lime(classifier, text, output="good")'),
    ExplanationPicture("lime", explanations.near_digit, "The same digit", call="dv.lime(model, image)"),
)


def main(folder: str = TARGET) -> None:
    """Write every picture and the pages that show them."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        of_reader(picture.draw(graph_of)).save(target / picture.name)
        print("wrote", target / picture.name)
    for name, text in (("README.md", page()), ("index.html", html_page())):
        (target / name).write_text(text, encoding="utf-8")
        print("wrote", target / name)


def of_reader(picture: Any) -> Any:
    """Return a picture that is dark where its reader's browser is; animations, and what runs through a network, stay light."""
    return picture.with_theme("auto") if hasattr(picture, "with_theme") else picture


@cache
def model_of(make: Callable[[ModuleType], Any]) -> Any:
    """Return what a function makes, the same in every run."""
    import keras

    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(models.SEED)
    return make(keras)


@cache
def graph_of(make: Callable[[ModuleType], Any]) -> Any:
    """Return the graph of what a function makes, the same one in every run."""
    import dotnet_viz as dv

    return dv.read(model_of(make))


def page() -> str:
    """Return the gallery's page as Markdown."""
    parts = [
        "# Gallery\n",
        INTRODUCTION,
    ]
    for heading in dict.fromkeys(picture.heading for picture in PICTURES):
        parts.append(f"## {heading}\n")
        parts += [_entry(picture) for picture in PICTURES if picture.heading == heading]
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
:root {{ color-scheme: light dark }}
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
