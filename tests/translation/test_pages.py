"""Every kind of page in a language that marks what is translated: nothing else is on it but names, units and terms."""

from __future__ import annotations

import html
import platform
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeClassifier

import dotnet_viz as dv
from dotnet_viz.animation.build import AnimationOptions
from dotnet_viz.api import differences
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.evolution import evolution_html, evolve
from dotnet_viz.measures.comparison.texts.notebook import comparison_html
from dotnet_viz.measures.evaluation.evaluate import Evaluation
from dotnet_viz.renderers.pages.stepped_page import stepped_page
from dotnet_viz.reporting.conditions.condition import parse_conditions
from dotnet_viz.reporting.documents.notebook_card import notebook_card
from dotnet_viz.reporting.other_pages.comparison import comparison_page, evolution_page
from dotnet_viz.reporting.other_pages.comparison.markdown import comparison_markdown
from dotnet_viz.reporting.other_pages.live.page import live_page
from dotnet_viz.reporting.other_pages.runs.page import make_run_table
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.versions import software_versions
from dotnet_viz.translation.translate import translate
from tests.animation.trainings import animation
from tests.reporting.builders import estimator_context, full_context
from tests.reporting.other_pages.comparison.builders import comparison, sides
from tests.reporting.other_pages.live.builders import training
from tests.reporting.other_pages.many.builders import index_of
from tests.reporting.other_pages.runs.builders import sweep
from tests.translation.marked import marked_language, texts_of, unmarked_words

ALWAYS = {"dotnet_viz", "CSV", "SVG", "PNG", "PDF", "KiB", "MiB", "FLOPs", "MACs", "NaN", "None", "Keras", "NumPy"}
"""What is written alike in all languages."""
_LAYERS = {"Add", "Dense", "Dropout", "InputLayer", "kernel", "bias", "dense", "dense_", "dropout_", "add_", "input_layer_"}
_TRAINING = {"accuracy", "loss", "val_loss", "adam", "optimizer", "learning_rate"}
_CHECKS = {
    "all-zero", "alpha-high", "alpha-low", "bias-before-batchnorm", "constant", "dead-columns", "dead-rows", "dead-units",
    "dropout-before-batchnorm", "dropout-before-pooling", "dropout-rate", "exploding-gradients", "fading-gradients",
    "last-activation", "loss-exploding", "loss-not-falling", "missing-activation", "missing-weights", "not-finite",
    "oscillation", "outlier-norm", "overfitting", "plateau", "redundant-activation", "saturation", "spectral-norm",
    "stable-rank", "still-falling", "training-not-finite", "updates-large", "updates-small", "validation-better",
    "vanishing-gradients", "variance-high", "variance-low",
}  # fmt: skip
_PAPERS = {
    "AutoTrainer", "Ben", "Braiek", "ICSE", "Khomh", "TheDeepChecker", "Zhang",
    "abs", "al", "and", "arxiv", "doi", "et", "https", "org",
}  # fmt: skip

_ERROR = {"it", "is", "no", "such", "file", "nor", "any", "other", "that", "known"}
_SOFTWARE = ({*software_versions(None)} - {"Platform"}) | set(re.findall("[A-Za-z]{2,}", platform.platform()))
_REPORT = {"digits", "digits_", "other", "watched", "test", "input", "mit", "relu", "float", "Sequential", "keras"}


def _settings(estimator: Any) -> set[str]:
    """Return the names of the settings of an estimator and the words among their values."""
    return {word for setting in estimator.get_params().items() for word in map(str, setting)}


_ESTIMATORS = {
    "scikit-learn", "accuracy", "loss", "output", "linear", "DecisionTreeClassifier", "decisiontreeclassifier",
    "LinearRegression", "GradientBoostingClassifier", "gradientboostingclassifier",
    *(word for kind in (DecisionTreeClassifier, LinearRegression, GradientBoostingClassifier) for word in _settings(kind())),
}  # fmt: skip
_MEASURES = {"precision", "recall", "classification"}


def _comparison() -> str:
    found = comparison()
    return comparison_page(found, differences.diff(found))


def _with_everything(page: Any) -> list[str]:
    """Return the texts of the page of a comparison: its table gone through, its picture searched, a frame folded."""
    texts = texts_of(page)
    for selector in ("#next", ".dv-marks button:last-of-type", ".dv-marks input"):
        page.locator(selector).first.click()
        texts += texts_of(page)
    page.locator("#find").fill("gelu")
    page.locator(".dv-tools input[type=search]").fill("drop")
    texts += texts_of(page)
    page.locator(".dv-tools input[type=search]").press("Enter")
    for frame in page.locator(".dv-cluster").all()[:1]:
        frame.press("Enter")
    return texts + texts_of(page)


def _browsed(page: Any) -> list[str]:
    """Return the texts of a table of models or runs while it is filtered and grouped, and a row is hidden."""
    texts = texts_of(page)
    page.locator("#group").select_option(index=1)
    page.locator("button.hide").first.click()
    texts += texts_of(page)
    page.locator("#filter").fill("1")
    return texts + texts_of(page)


def _watched(page: Any) -> list[str]:
    """Return the texts of a live page: with the values at the pointer, and without lines."""
    texts = texts_of(page)
    page.locator(".curve-chart svg[role=img]").first.hover()
    texts += texts_of(page)
    for button in page.locator(".curve-chart").first.locator("button").all():
        button.click()
    return texts + texts_of(page)


def _read(page: Any) -> list[str]:
    """Return the texts of a report while a table is filtered and copied, and a link followed."""
    texts = texts_of(page)
    for search in page.locator(".table-tools input[type=search]").all():
        search.fill("1")
    page.locator(".table-tools button").first.click()
    page.locator("main a[href^='#']").first.click()
    return texts + texts_of(page)


def _explored(page: Any) -> list[str]:
    """Return the texts of a picture with weights while a neuron is held."""
    page.locator(".dv-shape").first.focus()
    page.locator(".dv-tools input[type=range]").press("End")
    return texts_of(page)


def _weights() -> str:
    random = np.random.default_rng(0)
    return dv.weight_graph([random.normal(size=(16, 14)), random.normal(size=(14, 2))]).html


def _evolution() -> str:
    before, after = sides()
    found = evolve([before, after, before])
    return evolution_page(found, differences.drift(found))


def _report() -> str:
    return build_report(replace(full_context(), conditions=parse_conditions(["accuracy>=0.99"]), date="2026-11-28")).html


def _index() -> str:
    found = index_of(40, failed=2)
    first = found.all_models[0]
    assert first.facts is not None
    facts = replace(
        first.facts, conditions=1, broken=("⟦x⟧",), metrics={**first.facts.metrics, **dict.fromkeys("pqrstuvwx", 1.0)}
    )
    models = (replace(first, facts=facts, drift=0.5, baseline="5", was_kept=True), *found.all_models[1:])
    return replace(found, all_models=models, title="").html


def _evaluations() -> str:
    """Return what a notebook shows of evaluations, as one page."""
    random = np.random.default_rng(0)
    truth, scores = random.integers(0, 3, 90), random.dirichlet(np.ones(3), 90)
    masks, shares = random.integers(0, 3, (4, 5, 5)), random.dirichlet(np.ones(4), (4, 5, 5))
    given: dict[str, Any] = {"intervals": 20}
    found = [
        dv.evaluate(predictions=(truth, scores), **given),
        dv.evaluate(predictions=(truth > 0, scores[:, 1:].sum(axis=1)), **given),
        dv.evaluate(predictions=(masks, shares), **given),
        dv.evaluate(predictions=(truth * 1.5, truth + random.normal(size=90)), **given),
    ]
    shown: list[Any] = [*found, found[0].compare(found[0], names=("one", "two"))]
    return f"<title></title>{''.join(result._repr_html_() for result in shown)}"


def _comparisons() -> str:
    """Return what notebooks and comments show of comparisons, as one page."""
    found, (before, after) = comparison(), sides()
    shown = [comparison_html(found), comparison_html(compare_graphs(before, before)), evolution_html(evolve([before, after]))]
    return f"<title></title>{''.join(shown)}<pre>{html.escape(comparison_markdown(found))}</pre>"


def _tables() -> str:
    """Return what notebooks show of a model: its layers, its summary and what the checks found, as one page."""
    random = np.random.default_rng(0)
    arrays = {"a/kernel": random.normal(size=(4, 3)), "a/bias": np.zeros(3), "b/kernel": np.zeros((3, 2))}
    shown: list[Any] = [dv.read(arrays), dv.summary(arrays), dv.summary(full_context().graph), dv.check(arrays)]
    return "<title></title>" + "".join(result._repr_mimebundle_()["text/html"] for result in shown)


def _estimator_report(kind: str) -> str:
    """Return a report on a model of scikit-learn: importances, a tree, errors of amounts or of pixels."""
    random = np.random.default_rng(0)
    x = random.normal(size=(60, 3))
    context = replace(estimator_context(), title="digits")
    if kind == "regression":
        y = x @ [1.0, 2.0, 3.0] + random.normal(size=60)
        model = LinearRegression().fit(x, y)
        found = dv.evaluate(model, (x, y), intervals=20)
        context = replace(
            context,
            graph=dv.read(model),
            model=model,
            data=(x, y),
            class_names=None,
            evaluation=Evaluation((found.result,), 60),
        )
    elif kind == "boosting":
        y = (x[:, 0] > 0).astype(int)
        model = GradientBoostingClassifier(n_estimators=2, max_depth=2, random_state=0).fit(x, y)
        context = replace(context, graph=dv.read(model), model=model, data=(x, y))
    return build_report(context).html


KINDS: dict[str, tuple[Callable[[], str], Callable[[Any], list[str]], set[str]]] = {
    "comparison": (
        _comparison,
        _with_everything,
        _LAYERS | {"keras", "extra", "optimizer", "learning_rate", "activation", "relu", "gelu", "units"},
    ),
    "evolution": (_evolution, texts_of, _LAYERS | {"keras"}),
    "runs": (
        lambda: make_run_table(sweep()).html,
        _browsed,
        _TRAINING | _CHECKS | {"run", "amsgrad", "backend", "tensorflow", "Adam", "SGD", "RMSprop"},
    ),
    "index": (
        _index,
        _browsed,
        _TRAINING | _CHECKS | _ERROR | {"keras", "runs", "model", "broken", "dense", "Functional", "Sequential"},
    ),
    "live": (
        lambda: live_page(training(status="failed", failure="NaN"), written=0.0),
        _watched,
        _LAYERS | _TRAINING | {"note", "on"},
    ),
    "running": (lambda: live_page(training(), written=0.0, every=600), _watched, _LAYERS | _TRAINING | {"note", "on"}),
    "card": (
        lambda: notebook_card(replace(full_context(), conditions=parse_conditions(["accuracy>=0.99"]))),
        texts_of,
        _LAYERS | {"digits", "digits_", "Sequential", "accuracy", "report", "save", "show", "html'"},
    ),
    "picture": (_weights, _explored, _LAYERS | {"arrays", "Arrays", "input"}),
    "stepped": (lambda: stepped_page(translate("Layers"), "", [("", "<svg/>"), ("", "<svg/>")]), texts_of, set()),
    "comparisons": (
        _comparisons,
        texts_of,
        _LAYERS
        | {"keras", "extra", "optimizer", "learning_rate", "activation", "relu", "gelu", "units", "br", "details", "summary"},
    ),
    "evaluations": (_evaluations, texts_of, {"IoU", "Dice", "ROC", "AUC", "False", "True", "one", "two"}),
    "player": (lambda: animation(options=AnimationOptions(fps=20, hold=0.1)).html, texts_of, {"arrays"}),
    "report": (
        _report,
        _read,
        _LAYERS | _TRAINING | _CHECKS | _PAPERS | _SOFTWARE | _REPORT | _MEASURES,
    ),
    "tables": (_tables, texts_of, _LAYERS | _CHECKS | _REPORT | {"arrays", "Arrays", "b'"}),
    **{
        kind: (partial(_estimator_report, kind), texts_of, _LAYERS | _CHECKS | _PAPERS | _SOFTWARE | _REPORT | _ESTIMATORS)
        for kind in ("tree", "regression", "boosting")
    },
}
"""For each kind of page: how one is made, what is done on it, and the names on it."""


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_words_but_translated_ones_and_names(page: Any, tmp_path: Path, kind: str) -> None:
    make, collect, names = KINDS[kind]
    with marked_language():
        text = make()
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "page.html").as_uri())
    texts = collect(page)
    assert errors == []
    assert unmarked_words(texts) - ALWAYS - names == set()
    assert any("⟦" in text for text in texts)


def test_chinese_sentences_stand_side_by_side_and_parts_of_sentences_have_its_semicolon() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 4))
    with dv.in_language("zh"):
        pages = [
            dv.report([rng.normal(size=(4, 9)), rng.normal(size=(9, 3))]).html,
            dv.report(DecisionTreeClassifier(max_depth=2, random_state=0).fit(x, x[:, 0] > 0), data=(x, x[:, 0] > 0)).html,
            comparison_markdown(found := comparison(), differences.diff(found)),
            _comparison(),
        ]
    for page in pages:
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>|</?(a|b|code|span|small)\b[^>]*>", "", page)
        assert "。" in text
        assert re.findall(r"[^<>\n]*。[ ]+[^\s<][^<>\n]*", text) == []
        assert re.findall(r"[^<>\n]*[\u4e00-\u9fff]; [^<>\n]*", text) == []
