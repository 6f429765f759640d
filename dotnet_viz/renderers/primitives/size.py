"""How much there is to draw in a scene."""

from __future__ import annotations

from dotnet_viz.scene import Scene


def count_lines(scene: Scene) -> int:
    """Return the number of lines in all bundles and meshes."""
    meshes = sum(len(mesh.sources) * len(mesh.targets) for mesh in scene.meshes)
    return meshes + sum(len(bundle) for bundle in scene.bundles)
