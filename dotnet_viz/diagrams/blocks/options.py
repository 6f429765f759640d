"""The options of the style, with their types, limits and defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.scene import DIRECTIONS

DETAILS = ("full", "short", "counts")
EVERYTHING = "all"


@dataclass(frozen=True)
class BlocksOptions:
    """The options of the style; :class:`~dotnet_viz.diagrams.blocks.style.Blocks` says what each option does.

    Raises:
        OptionError: a value that an option cannot take.
    """

    fold: bool = True
    ignore_channels: bool = False
    unfold: Sequence[str] | None = None
    expand_nested: bool = True
    expand_wrappers: bool = False
    detail: str = option("auto", choices=("auto", *DETAILS))
    show_stages: bool = True
    show_parameters: bool = True
    rankdir: str = option("TB", choices=DIRECTIONS)

    def __post_init__(self) -> None:
        check_options(self)
