"""What is seen of a placed picture between some heights, so that a part costs what is in it and not what the whole does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dotnet_viz.scene.arrays import Raster
from dotnet_viz.scene.figures import Cluster, Connection, Shape
from dotnet_viz.scene.picture import Scene

Span = tuple[float, float]

_Item = TypeVar("_Item")

# Outlines, arrowheads and tails of letters reach a little beyond the places of what they belong to.
_MARGIN = 12.0


def horizontal_parts(scene: Scene, borders: Sequence[float]) -> tuple[Scene, ...]:
    """Return for each two borders that follow one another a picture of the same size with what is seen between them.

    A part has no more than what reaches into it and the shapes that its lines join. Takes time in proportion to what is in the
    picture. Pictures with bundles or meshes, whose lines are arrays, are returned whole.

    Args:
        scene: with places.
        borders: heights in pixels of the scene, in ascending order.

    Example:
        >>> shapes = tuple(Shape(name, name, 10, 10, x=9, y=y) for name, y in (("a", 9), ("b", 59), ("c", 109)))
        >>> parts = horizontal_parts(Scene("three", shapes=shapes, size=(18, 118)), [0, 34, 118])
        >>> [[shape.id for shape in part.shapes] for part in parts]
        [['a'], ['b', 'c']]
    """
    count = len(borders) - 1
    if scene.bundles or scene.meshes:
        return (scene,) * count
    shapes = _by_part(((_shape_span(shape), shape) for shape in scene.shapes), borders)
    lines = _by_part(((_line_span(line, scene.shape_by_id), line) for line in scene.connections), borders)
    clusters = _by_part(((_cluster_span(cluster), cluster) for cluster in scene.clusters), borders)
    labels = _by_part((((label.y - label.size, label.y + label.size), label) for label in scene.labels), borders)
    rasters = _by_part(((_raster_span(raster), raster) for raster in scene.rasters), borders)
    order = _Order.of(scene)
    return tuple(
        replace(
            scene,
            shapes=order.shapes(shapes[index], lines[index]),
            connections=tuple(lines[index]),
            clusters=order.clusters(shapes[index], lines[index], clusters[index]),
            labels=tuple(labels[index]),
            rasters=tuple(rasters[index]),
            captions=(),
        )
        for index in range(count)
    )


def _by_part(items: Iterable[tuple[Span, _Item]], borders: Sequence[float]) -> list[list[_Item]]:
    """Return for each part what reaches into it, in order."""
    parts: list[list[_Item]] = [[] for _ in borders[1:]]
    for (top, bottom), item in items:
        first = max(0, bisect_right(borders, top - _MARGIN) - 1)
        last = min(len(parts), bisect_left(borders, bottom + _MARGIN))
        for index in range(first, last):
            parts[index].append(item)
    return parts


def _shape_span(shape: Shape) -> Span:
    middle = shape.y or 0.0
    labels = [(label.y - label.size, label.y + label.size) for label in shape.labels]
    top = min((start for start, _ in labels), default=0.0)
    bottom = max((end for _, end in labels), default=0.0)
    return middle + min(top, -shape.height / 2), middle + max(bottom, shape.height / 2)


def _line_span(line: Connection, shapes: Mapping[str, Shape]) -> Span:
    places = [y for curve in (line.points, *line.strands) for _, y in curve]
    places += [shapes[end].y or 0.0 for end in (line.source, line.target)] if not places else []
    places += [line.label_at[1]] if line.label_at is not None else []
    return min(places), max(places)


def _cluster_span(cluster: Cluster) -> Span:
    return (0.0, 0.0) if cluster.box is None else (cluster.box[1], cluster.box[3])


def _raster_span(raster: Raster) -> Span:
    return raster.y, raster.y + raster.height


@dataclass(frozen=True)
class _Order:
    """Where shapes and clusters stand in the drawing order of the whole picture."""

    all_shapes: Sequence[Shape]
    all_clusters: Sequence[Cluster]
    shape_places: Mapping[str, int] = field(default_factory=dict)
    cluster_places: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene) -> _Order:
        shape_places = {shape.id: place for place, shape in enumerate(scene.shapes)}
        cluster_places = {cluster.id: place for place, cluster in enumerate(scene.clusters)}
        return cls(scene.shapes, scene.clusters, shape_places, cluster_places)

    def shapes(self, shapes: Iterable[Shape], lines: Iterable[Connection]) -> tuple[Shape, ...]:
        """Return the shapes that are seen and those that lines name."""
        names = {shape.id for shape in shapes} | {end for line in lines for end in (line.source, line.target)}
        return tuple(self.all_shapes[place] for place in sorted(self.shape_places[name] for name in names))

    def clusters(
        self, shapes: Iterable[Shape], lines: Iterable[Connection], clusters: Iterable[Cluster]
    ) -> tuple[Cluster, ...]:
        """Return the frames that are seen and those that shapes and frames of a part stand in."""
        waiting = [cluster.id for cluster in clusters]
        waiting += [shape.cluster for shape in self.shapes(shapes, lines) if shape.cluster is not None]
        names = set(self._with_parents(waiting))
        return tuple(self.all_clusters[place] for place in sorted(self.cluster_places[name] for name in names))

    def _with_parents(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            inner: str | None = name
            while inner is not None:
                yield inner
                inner = self.all_clusters[self.cluster_places[inner]].parent
