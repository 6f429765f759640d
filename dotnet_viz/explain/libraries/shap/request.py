"""What is asked of SHAP, checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dotnet_viz.errors import MissingDependencyError, unknown_choice
from dotnet_viz.explain.libraries.whole_numbers import check_whole

EXPLAINERS = ("auto", "tree", "linear", "gradient", "deep", "permutation", "partition", "kernel", "exact")
BACKGROUND_ROWS = 100
"""So many rows of a background are used where each costs a run of the model, as SHAP itself has it."""


@dataclass(frozen=True)
class Request:
    """What a user asks for.

    Args:
        explainer: one of :data:`EXPLAINERS`.
        seed: of everything random.
        max_evaluations: runs of the model for each sample at most; ``None`` for the explainer's own number.
        output: name or position of the only output to explain; ``None`` for all.
        class_names: of all outputs; ``None`` for those that the model knows.

    Raises:
        OptionError: a value that an option cannot take.

    Example:
        >>> Request("Tree").explainer
        'tree'
    """

    explainer: str = "auto"
    seed: int = 0
    max_evaluations: int | None = None
    output: int | str | None = None
    class_names: Any = None

    def __post_init__(self) -> None:
        name = str(self.explainer).lower()
        if name not in EXPLAINERS:
            raise unknown_choice("explainer", self.explainer, EXPLAINERS)
        object.__setattr__(self, "explainer", name)
        check_whole("seed", self.seed, 0)
        if self.max_evaluations is not None:
            check_whole("max_evaluations", self.max_evaluations, 1)


def shap_library() -> Any:
    """Import and return the library.

    Raises:
        MissingDependencyError: it is not installed.
    """
    try:
        import shap
    except ImportError as error:
        raise MissingDependencyError("SHAP values need the library shap: pip install dotnet_viz[shap]") from error
    return shap
