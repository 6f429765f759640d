"""What the index of many reports says of one model, as plain data that is kept beside its report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.measures.families.architecture import ArchitectureFeatures

_COUNTS = ("layers", "macs", "flops", "errors", "warnings", "hints", "conditions")


@dataclass(frozen=True)
class ModelFacts:
    """One model in a few numbers.

    Args:
        name: of the model, or of the run.
        kind: class of the model; empty for a training without a model.
        layers: number of layers.
        parameters: number of values in all weights; ``None`` where the source lacks some.
        weight_bytes: size of all weights; ``None`` where that is not known.
        file_size: of the model's file; ``None`` where it is not a file.
        macs: multiply-accumulates on one sample.
        flops: floating-point operations on one sample.
        is_cost_complete: whether nothing is missing in both; where something is, they are lower bounds.
        metrics: by name: those of the evaluation, or else the best ones of the training.
        metrics_from: ``"evaluation"``, ``"training"``, or empty where there are none.
        errors: number of findings that are errors.
        warnings: number of findings that are warnings.
        hints: number of findings that are hints.
        findings: ids of the checks that found these.
        conditions: number of conditions that it had to meet.
        broken: those that it does not meet, in sentences in the language of the report.
        architecture: what is compared with that of other models; ``None`` for a training without a model.
        notes: what could not be had, in sentences.
    """

    name: str
    kind: str = ""
    layers: int = 0
    parameters: int | None = None
    weight_bytes: int | None = None
    file_size: int | None = None
    macs: int = 0
    flops: int = 0
    is_cost_complete: bool = True
    metrics: Mapping[str, float] = field(default_factory=dict)
    metrics_from: str = ""
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    findings: tuple[str, ...] = ()
    conditions: int = 0
    broken: tuple[str, ...] = ()
    architecture: ArchitectureFeatures | None = None
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values; metrics that are not finite become ``None``."""
        plain = asdict(self)
        plain["metrics"] = {name: value if math.isfinite(value) else None for name, value in self.metrics.items()}
        return plain

    @classmethod
    def from_dict(cls, data: Any) -> ModelFacts:
        """Read what :meth:`to_dict` returned.

        Args:
            data: plain JSON values.

        Raises:
            UnreadableFileError: they are something else.

        Example:
            >>> facts = ModelFacts("m", metrics={"loss": 0.5}, architecture=ArchitectureFeatures("1", {"a": 2}))
            >>> ModelFacts.from_dict(facts.to_dict()) == facts
            True
        """
        try:
            known: dict[str, Any] = {item.name: data[item.name] for item in fields(cls)}
            known |= {name: tuple(map(str, known[name])) for name in ("findings", "broken", "notes")}
            known |= {name: int(known[name]) for name in _COUNTS}
            known["metrics"] = {str(name): _number(value) for name, value in known["metrics"].items()}
            known["architecture"] = known["architecture"] and ArchitectureFeatures(
                str(known["architecture"]["digest"]),
                {str(name): int(count) for name, count in known["architecture"]["features"].items()},
            )
            return cls(**known)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise UnreadableFileError(f"these are no facts of a model: {error}") from error


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


@dataclass(frozen=True)
class ReportedModel:
    """A model of many: its report, or why it has none.

    Args:
        source: as it was given, in words.
        folder: name of the folder of its report.
        facts: the model in a few numbers; ``None`` where no report could be made.
        error: why it has no report; empty where it has one.
        content: digest of its files; empty for an object.
        key: digest of all that its report was made of, see
            :func:`~dotnet_viz.reporting.other_pages.many.records.record_key`; empty where that cannot be known again.
        has_pdf: whether there is a PDF too.
        was_kept: whether the report was there already.
        drift: distance of its weights from those of the baseline of its architecture, as share of these; ``None`` where
            there is none, and for the baseline itself.
        baseline: source of the model that this is the distance from; empty where there is none.
        baseline_content: digest of the file of that model.
    """

    source: str
    folder: str
    facts: ModelFacts | None = None
    error: str = ""
    content: str = ""
    key: str = ""
    has_pdf: bool = False
    was_kept: bool = False
    drift: float | None = None
    baseline: str = ""
    baseline_content: str = ""
