"""What every picture gets last: its title, its paper and the density of its pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dotnet_viz.errors import OptionError

if TYPE_CHECKING:
    from dotnet_viz.scene import Scene


@dataclass(frozen=True)
class Presentation:
    """How a picture is presented, whatever it shows.

    Args:
        title: its heading; ``None`` for its own, and ``""`` for none.
        background: ``"transparent"``, or a colour of its paper; ``None`` for that of the theme.
        theme: colours of the page.
        dpi: pixels in an inch of a PNG; ``None`` leaves it to the renderer.
    """

    title: str | None = None
    background: str | None = None
    theme: str = "light"
    dpi: float | None = None

    def of(self, scene: Scene) -> Scene:
        """Return a picture with all of this.

        Args:
            scene: the picture.

        Raises:
            OptionError: the title is no text, or the background no colour.

        Example:
            >>> from dotnet_viz.scene import Scene
            >>> Presentation(title="One layer", dpi=300).of(Scene("dense")).title
            'One layer'
        """
        from dotnet_viz.renderers.themes.papers import on_paper
        from dotnet_viz.renderers.themes.toned import with_theme_notes

        shown = on_paper(self._titled(scene), self.background, self.theme)
        return with_theme_notes(replace(shown, dpi=self.dpi), self.theme)

    def _titled(self, scene: Scene) -> Scene:
        """Return a picture with the title; where none is drawn, screen readers still have the picture's own."""
        if self.title is None:
            return scene
        if not isinstance(self.title, str):
            raise OptionError(f"title must be a text, or None, not {self.title!r}")
        return replace(scene, title=self.title) if self.title.strip() else replace(scene, show_title=False)
