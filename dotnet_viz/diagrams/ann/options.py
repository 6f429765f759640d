"""The options of the style, with their types, limits and defaults."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.diagrams.options import check_options, option

DIRECTIONS = ("TB", "LR")


@dataclass(frozen=True)
class AnnOptions:
    """The options of the style; :class:`~dotnet_viz.diagrams.ann.style.Ann` says what each option does.

    Raises:
        OptionError: a value that an option cannot take.
    """

    max_neurons: int | None = option(10, least=1)
    rankdir: str = option("TB", choices=DIRECTIONS)
    show_edges: bool = True
    show_captions: bool = True
    show_layer_names: bool = False
    expand_nested: bool = True
    expand_wrappers: bool = False

    def __post_init__(self) -> None:
        check_options(self)

    @property
    def upright(self) -> bool:
        """Whether the neurons of a layer stand below each other."""
        return self.rankdir == "LR"
