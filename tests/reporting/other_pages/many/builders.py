"""Made-up models with reports, for tests of the index."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dotnet_viz.measures.families.architecture import ArchitectureFeatures
from dotnet_viz.reporting.other_pages.many.facts import ModelFacts, ReportedModel
from dotnet_viz.reporting.other_pages.many.index import ReportIndex, make_index

KINDS = ("mlp", "cnn", "lstm", "transformer")


def reported(count: int, architectures: int = 12, prefix: str = "runs/") -> list[ReportedModel]:
    """Return models of some architectures, which are four families."""
    random = np.random.default_rng(0)
    firsts: dict[int, str] = {}
    found = []
    for number in range(count):
        own = int(random.integers(architectures))
        kind = own % len(KINDS)
        features = {f"{kind:06x}{index:06x}": 2 for index in range(8)} | {f"{own:012x}": 4}
        source = f"{prefix}{number}/model.keras"
        facts = ModelFacts(
            name=KINDS[kind],
            kind="Sequential" if kind < 2 else "Functional",
            layers=3 + own,
            parameters=1000 * (own + 1),
            weight_bytes=4000 * (own + 1),
            file_size=5000 * (own + 1),
            macs=10_000 * (own + 1),
            flops=20_000 * (own + 1),
            metrics={"loss": float(random.uniform(0.1, 1)), "accuracy": float(random.uniform(0.5, 1))},
            metrics_from="training",
            warnings=number % 3,
            findings=("oscillation",) if number % 3 else (),
            architecture=ArchitectureFeatures(f"{own:064x}", features),
        )
        first = firsts.setdefault(own, source)
        has_baseline = first != source
        drift = float(random.uniform(0.01, 0.4)) if has_baseline else None
        found.append(ReportedModel(source, f"runs-{number}-model", facts, drift=drift, baseline=first if has_baseline else ""))
    return found


def index_of(count: int, *, failed: int = 0, architectures: int = 12, title: str = "A sweep") -> ReportIndex:
    """Return an index of models, some without a report."""
    broken = [
        ReportedModel(f"broken/{number}.keras", f"broken-{number}", error="it is no such file, nor any other that is known")
        for number in range(failed)
    ]
    return make_index([*reported(count, architectures), *broken], Path("reports"), title)
