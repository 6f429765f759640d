"""Two tables that come with scikit-learn, drawn and explained: is a tumour benign, and how far will diabetes progress.

Run it with ``python -m examples.tabular [folder]``: it writes a report and single pictures of each task. SHAP and LIME need
``pip install dotnet_viz[shap,lime]``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

import dotnet_viz as dv

SEED = 0
DEPTH = 4


@dataclass(frozen=True, eq=False)
class Task:
    """A table, split into rows to learn from and rows to measure on, and the estimators that learned from it.

    Args:
        name: of the task.
        features: names of the columns.
        classes: names of the classes; ``None`` where amounts are predicted.
        x_train: rows to learn from.
        x_test: rows to measure on.
        y_train: their targets.
        y_test: their targets.
        tree: a decision tree of depth 4.
        forest: 200 trees.
        linear: a linear model of scaled columns.
    """

    name: str
    features: list[str]
    classes: list[str] | None
    x_train: NDArray[Any]
    x_test: NDArray[Any]
    y_train: NDArray[Any]
    y_test: NDArray[Any]
    tree: Any
    forest: Any
    linear: Any


def breast_cancer() -> Task:
    """Return the task of telling malignant tumours from benign ones by the shape of their cells."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier

    table = load_breast_cancer()
    estimators = (
        DecisionTreeClassifier(max_depth=DEPTH, random_state=SEED),
        RandomForestClassifier(200, min_samples_leaf=2, random_state=SEED),
        LogisticRegression(max_iter=5000),
    )
    return _task("breast-cancer", table, [str(name) for name in table.target_names], estimators)


def diabetes() -> Task:
    """Return the task of predicting the progression of diabetes after a year."""
    from sklearn.datasets import load_diabetes
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.linear_model import LinearRegression
    from sklearn.tree import DecisionTreeRegressor

    estimators = (
        DecisionTreeRegressor(max_depth=DEPTH, min_samples_leaf=10, random_state=SEED),
        RandomForestRegressor(200, min_samples_leaf=5, random_state=SEED),
        LinearRegression(),
    )
    return _task("diabetes", load_diabetes(scaled=False), None, estimators)


def _task(name: str, table: Any, classes: list[str] | None, estimators: tuple[Any, Any, Any]) -> Task:
    from sklearn.model_selection import train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    tree, forest, linear = estimators
    x_train, x_test, y_train, y_test = train_test_split(table.data, table.target, random_state=SEED)
    fitted = [model.fit(x_train, y_train) for model in (tree, forest, make_pipeline(StandardScaler(), linear))]
    features = [str(feature) for feature in table.feature_names]
    return Task(name, features, classes, x_train, x_test, y_train, y_test, *fitted)


def pictures(task: Task) -> Mapping[str, Callable[[], Any]]:
    """Return what is drawn of a task, by the names of the files."""
    names: dict[str, Any] = {"feature_names": task.features, "class_names": task.classes}
    features: dict[str, Any] = {"feature_names": task.features}
    explained = dv.shap(task.forest, task.x_test, background=task.x_train[:100], output=-1 if task.classes else None, **names)
    local = dv.lime(task.forest, task.x_test[0], data=task.x_train, seed=SEED, **names)
    measured = dv.evaluate(task.forest, task.x_test, task.y_test, class_names=task.classes)
    chosen: dict[str, Callable[[], Any]] = {
        "tree": lambda: dv.tree(task.tree, data=(task.x_train, task.y_train), **names),
        "importances": lambda: dv.importances(task.forest, **features),
        "importances-permutation": lambda: dv.importances(task.forest, task.x_test, task.y_test, seed=SEED, **features),
        "coefficients": lambda: dv.coefficients(task.linear, **features),
        "pipeline": lambda: dv.architecture(task.linear),
        "shap-waterfall": lambda: explained.waterfall(0),
        "shap-force": lambda: explained.force(0),
        "shap-beeswarm": explained.beeswarm,
        "shap-bar": explained.bar,
        "lime": lambda: local,
    }
    charts = ("confusion_matrix", "roc", "precision_recall") if task.classes else ("predicted_against_true", "residuals")
    return {**chosen, **{name.replace("_", "-"): getattr(measured, name) for name in charts}}


def write(task: Task, folder: Path) -> list[Path]:
    """Write the report and the pictures of a task.

    Args:
        task: what was learned.
        folder: where to.

    Returns:
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    report = dv.report(
        task.forest,
        data=(task.x_test, task.y_test),
        training_data=(task.x_train, task.y_train),
        title=task.name.replace("-", " ").capitalize(),
        class_names=task.classes,
        feature_names=task.features,
        seed=SEED,
        shap=True,
    )
    report.save(folder / "report.html")
    written = [folder / "report.html"]
    for name, draw in pictures(task).items():
        written.append(draw().save(folder / f"{name}.svg"))
    return written


def main(folder: str = "tabular") -> None:
    """Write both tasks below a folder and print the files."""
    for make in (breast_cancer, diabetes):
        task = make()
        for path in write(task, Path(folder) / task.name):
            print(path)


if __name__ == "__main__":
    main(*sys.argv[1:2])
