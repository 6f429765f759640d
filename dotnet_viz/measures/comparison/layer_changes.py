"""The parts of a comparison: differences of layers, connections and settings, each with its value in both models.

"Before" is the first model and "after" the second. Facts name layers by their ids, which are unique in a model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dotnet_viz.graph import Layer


@dataclass(frozen=True)
class LayerMatch:
    """Two matched layers, and the reason for the match.

    Args:
        before: the layer of the first model.
        after: the layer of the second model.
        reason: in words: ``"same name"``, ``"given"``, ``"same settings and neighbours"`` ...
        score: similarity from 0 to 1; 1 for layers matched by ``mapping``.

    Example:
        >>> match = LayerMatch(Layer("dense_3", "dense_3", "Dense"), Layer("dense_7", "dense_7", "Dense"), "same settings", 1.0)
        >>> match.renamed
        True
    """

    before: Layer
    after: Layer
    reason: str
    score: float = 1.0

    @property
    def renamed(self) -> bool:
        """Whether the layer has another name of its own; the names of the models around it do not count."""
        return self.before.name != self.after.name


@dataclass(frozen=True)
class FieldChange:
    """One setting with its values in both models.

    Args:
        name: as ``ignore`` takes it: ``"config.kernel_size"``, ``"activation"``, ``"output shape"``,
            ``"optimizer.learning_rate"`` ...
        before: plain JSON value; ``None`` where the first model has no such setting.
        after: plain JSON value; ``None`` where the second model has none.
    """

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class LayerChange:
    """A matched layer that differs.

    Args:
        match: the two layers.
        fields: changed settings: class, configuration, activation, dtype, whether it is trained.
        consequences: effects of changes here or in layers before: shapes and number of parameters.
    """

    match: LayerMatch
    fields: tuple[FieldChange, ...] = ()
    consequences: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class LayerMove:
    """A matched layer that was moved: to another nested model, or in another order.

    Args:
        match: the two layers.
        before: its place in the first model, such as ``"in encoder, after dense_1"``.
        after: its place in the second model.
    """

    match: LayerMatch
    before: str
    after: str


@dataclass(frozen=True)
class LayerDifferences:
    """Differences of layers, each group in the order of first calls.

    Args:
        matches: every pair of matched layers, equal ones too.
        added: layers of the second model only, with those inside an added nested model.
        removed: layers of the first model only, with those inside a removed nested model.
        changed: pairs whose settings differ.
        resized: pairs with the same settings, whose shapes differ because of what comes before them.
        moved: pairs whose layer was moved.
        renamed: pairs with other names; empty where names are ignored.
    """

    matches: tuple[LayerMatch, ...] = ()
    added: tuple[Layer, ...] = ()
    removed: tuple[Layer, ...] = ()
    changed: tuple[LayerChange, ...] = ()
    resized: tuple[LayerChange, ...] = ()
    moved: tuple[LayerMove, ...] = ()
    renamed: tuple[LayerMatch, ...] = ()


@dataclass(frozen=True)
class ConnectionChange:
    """The inputs of a layer come from other layers; what an added, removed or moved layer explains is left out.

    Args:
        target: id of the layer in the second model; ``None`` for the outputs of the whole model.
        before: ids, in the second model where they are there, of the layers that its inputs came from.
        after: ids of the layers that they come from.
    """

    target: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
