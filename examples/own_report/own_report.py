"""A report in a style of one's own: two sections, their templates, an order, colours, a logo and a model card.

Run it with ``python examples/own_report/own_report.py [folder]``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

import dotnet_viz as dv
from dotnet_viz.reporting.section import ColumnHead, Fact, Table, count_cell, text_cell

HERE = Path(__file__).parent
SEED = 7
THEME = {"accent": "#8c1d40", "panel": "#f8f1f4", "dark": {"accent": "#f08fb0", "panel": "#2a1e24"}}
ORDER = ("summary", "evaluation", "costly_mistakes", "how_to_use", ..., "model_card")


def costly_mistakes(context: dv.ReportContext) -> dv.SectionData | None:
    """Return a section on the mistakes that change a number most; ``None`` where nothing was evaluated."""
    if context.measured is None:
        return None
    result: Any = context.measured.outputs[0]
    digits = np.arange(len(result.class_names))
    cost = result.confusion * np.abs(digits[:, np.newaxis] - digits)
    order = np.argsort(-cost, axis=None, kind="stable")[:5]
    pairs = [divmod(int(place), len(digits)) for place in order]
    rows = tuple(
        (text_cell(f"{true} read as {read}"), count_cell(int(result.confusion[true, read])), count_cell(int(cost[true, read])))
        for true, read in pairs
        if cost[true, read]
    )
    columns = (ColumnHead("Mistake"), ColumnHead("Times", numeric=True), ColumnHead("Cost", numeric=True))
    wrong = int(result.confusion.sum() - np.trace(result.confusion))
    data = {
        "sentence": "A mistake costs the difference between the digit and what was read.",
        "numbers": (Fact("Mistakes", str(wrong)), Fact("Cost of all", str(int(cost.sum())))),
        "table": Table("The most costly mistakes", columns, rows),
    }
    return dv.SectionData("costly_mistakes", "Costly mistakes", data)


def main(folder: str = "own_report") -> None:
    digits = load_digits()
    x_train, x_test, y_train, y_test = train_test_split(
        digits.data / 16.0, digits.target, test_size=0.25, random_state=SEED, stratify=digits.target
    )
    model = MLPClassifier((32,), max_iter=300, early_stopping=True, random_state=SEED).fit(x_train, y_train)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    report = dv.report(
        model,
        data=(x_test, y_test),
        training_data=(x_train, y_train),
        title="Digits of Acme Lab",
        seed=SEED,
        card=HERE / "card.yaml",
        sections=tuple(costly_mistakes if name == "costly_mistakes" else name for name in ORDER),
        templates=HERE / "templates",
        theme=THEME,
        logo=HERE / "logo.svg",
    )
    for path in (report.save(target / "report.html"), report.save(target / "report.pdf")):
        print(path)
    card = dv.model_card(model, HERE / "card.yaml", data=(x_test, y_test), training_data=(x_train, y_train))
    print(card.save(target / "README.md"))


if __name__ == "__main__":
    main(*sys.argv[1:])
