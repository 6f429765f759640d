"""The places of a scene's parts: in rows or on a page where it is large, with captions where no lines pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dotnet_viz.layouts import MostSize, place, with_clear_captions
from dotnet_viz.scene import Scene


@dataclass(frozen=True)
class Placing:
    """How the parts of a scene are placed.

    Args:
        engine: layout engine.
        most: the size beyond which it goes on in rows, and what is said of larger pictures.
        is_limited: whether it does.
        on_page: returns a picture with places, or a smaller one where that exceeds a size; ``None`` where there is none.
    """

    engine: str
    most: MostSize
    is_limited: bool = False
    on_page: Callable[[Scene, MostSize], Scene | None] | None = None

    def placed(self, scene: Scene) -> Scene:
        """Return a scene with positions of all its parts.

        Args:
            scene: without places.

        Raises:
            EngineError: the layout engine failed or took too long.
        """
        plain = None if self.on_page is None else place(scene, engine=self.engine)
        found = None if plain is None or self.on_page is None else self.on_page(plain, self.most)
        if found is not None and found is not plain:
            return found
        most = self.most if self.is_limited else None
        return self._with_clear_captions(scene, most) or found or place(scene, engine=self.engine, most=most)

    def _with_clear_captions(self, scene: Scene, most: MostSize | None) -> Scene | None:
        """Return a scene with positions and clear captions; ``None`` where no lines pass them, or it became too large."""
        other = next(with_clear_captions(scene), None)
        if other is None:
            return None
        placed = place(other, engine=self.engine)
        if most is None or most.has(placed):
            return placed
        return None if most.has(place(scene, engine=self.engine)) else place(other, engine=self.engine, most=most)
