"""The figures of ``lenet_view``: planes with visualkeras' texts, patches and images."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dotnet_viz.compat.layer_view import layer_view
from dotnet_viz.compat.live_layers import LiveLayers
from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_pictures import FacePicture, opened_picture
from dotnet_viz.compat.visualkeras.arguments import number_of, whole_number_of
from dotnet_viz.compat.visualkeras.figures.blocks import ListedModel
from dotnet_viz.compat.visualkeras.layer_styles import StyleMap
from dotnet_viz.diagrams.common.faces import Corners
from dotnet_viz.diagrams.common.graphs.flat_graph import flattened
from dotnet_viz.diagrams.lenet.figures import PlaneSize, Stack, largest_side, plane_size
from dotnet_viz.diagrams.lenet.steps import Step, steps_of
from dotnet_viz.diagrams.lenet.style import LeNet
from dotnet_viz.graph import Graph
from dotnet_viz.graph.channel_axis import nodes_with_channels_first
from dotnet_viz.number_ranges import CAP
from dotnet_viz.scene import Scene, Shape


@dataclass(frozen=True)
class RenderShape:
    """What a label callable gets to know of a figure; under the names of visualkeras' code and those of its documentation.

    Args:
        kind: ``"spatial"`` for feature maps, ``"vector"`` for a bar.
        h: rows of the tensor; 1 where there are none or where their number varies.
        w: its columns, likewise.
        c: its channels or units, likewise.
    """

    kind: str
    h: int
    w: int
    c: int

    @property
    def h_dim(self) -> int:
        """Rows of the tensor."""
        return self.h

    @property
    def w_dim(self) -> int:
        """Columns of the tensor."""
        return self.w

    @property
    def c_dim(self) -> int:
        """Channels or units of the tensor."""
        return self.c

    @property
    def dH(self) -> int:  # noqa: N802 - the original's name
        """Rows of the tensor."""
        return self.h

    @property
    def dW(self) -> int:  # noqa: N802 - the original's name
        """Columns of the tensor."""
        return self.w

    @property
    def dZ(self) -> int:  # noqa: N802 - the original's name
        """Channels or units of the tensor."""
        return self.c


@dataclass(frozen=True)
class Planes(LeNet):
    """The style with texts of a user.

    Args:
        top: returns the text above the figure of a step; ``None`` for the style's own.
        bottom: returns the text below it.
        has_top: whether there are texts above.
        has_bottom: whether there are texts below.
        gaps: pixels between a figure and the texts above and below it.
    """

    top: Callable[[Step, RenderShape], str | None] | None = None
    bottom: Callable[[Step, RenderShape], str | None] | None = None
    has_top: bool = True
    has_bottom: bool = True
    gaps: tuple[float, float] = field(default=(8.0, 8.0))

    @classmethod
    def of(cls, listed: ListedModel, graph: Graph, chosen: Mapping[str, Any]) -> Planes:
        """Return the style that the arguments of the view ask for.

        Args:
            listed: the model.
            graph: what is drawn of it.
            chosen: the arguments.
        """
        first = nodes_with_channels_first(graph)
        steps = steps_of(flattened(graph, expand_nested=False)).steps.items()
        longest = largest_side([plane_size(step.shape, channels_first=name in first) for name, step in steps])
        low, high = number_of("min_xy", chosen["min_xy"]), CAP.checked("max_xy", chosen["max_xy"])
        live = LiveLayers(listed.model)

        def asked(text: Any) -> Callable[[Step, RenderShape], str | None] | None:
            return (
                None
                if text is None
                else lambda step, shape: text(layer_view(step.node, live.of(step.node, listed.graph)), shape)
            )

        return cls(
            max_neurons=whole_number_of("max_visual_channels", chosen["max_visual_channels"], least=1),
            plane_size=max(min(max(longest * number_of("scale_xy", chosen["scale_xy"]), low), high), 10.0),
            plane_spacing=number_of("map_spacing", chosen["map_spacing"]),
            layer_spacing=number_of("layer_spacing", chosen["layer_spacing"]),
            show_windows=bool(chosen["draw_patches"]),
            expand_nested=False,
            top=asked(chosen["top_label_callable"]),
            bottom=asked(chosen["bottom_label_callable"]),
            has_top=bool(chosen["top_label"]),
            has_bottom=bool(chosen["bottom_label"]),
            gaps=(
                number_of("top_label_padding", chosen["top_label_padding"]),
                number_of("bottom_label_padding", chosen["bottom_label_padding"]),
            ),
        )

    @property
    def has_texts(self) -> bool:
        """Whether there are texts at the figures."""
        return self.has_top or self.has_bottom

    @property
    def text_gaps(self) -> tuple[float, float]:
        """Pixels between a figure and the texts above and below it."""
        return self.gaps

    def texts_of(self, step: Step, size: PlaneSize, item: Stack) -> tuple[list[str], list[str]]:
        """Return the lines above and below the figure of a tensor, as the user wants them.

        Args:
            step: the tensor, and the layers that made it.
            size: of the tensor.
            item: its figure.
        """
        sizes, kinds = super().texts_of(step, size, item)
        if item.is_bar:
            shape = RenderShape("vector", 1, 1, size.height or 1)
        else:
            shape = RenderShape("spatial", size.height or 1, size.width or 1, size.count or 1)
        above = kinds if self.top is None else (self.top(step, shape) or "").split("\n")
        below = sizes if self.bottom is None else (self.bottom(step, shape) or "").split("\n")
        return [line for line in above if line] if self.has_top else [], [
            line for line in below if line
        ] if self.has_bottom else []


def freed(scene: Scene) -> Scene:
    """Return a scene with places whose texts have no paper of their own, which would be seen on any other than white.

    Args:
        scene: with places.
    """
    labels = tuple(
        replace(label, x=(shape.x or 0.0) + label.x, y=(shape.y or 0.0) + label.y)
        for shape in scene.shapes
        if shape.kind == "caption"
        for label in shape.labels
    )
    shapes = tuple(replace(shape, labels=()) if shape.kind == "caption" else shape for shape in scene.shapes)
    return replace(scene, shapes=shapes, labels=(*scene.labels, *labels))


def with_patches(scene: Scene, chosen: Mapping[str, Any], styles: StyleMap) -> Scene:
    """Return a scene whose patches, and the ends of lines at their corners, have other colours and another size.

    Args:
        scene: whose patches have places in their groups.
        chosen: the arguments ``patch_fill``, ``patch_outline`` and ``patch_scale``.
        styles: by the id of the node on whose planes a patch lies; they may have these three too.

    Raises:
        OptionError: they are no colours and no number.
    """
    middles = {shape.id: (shape.x or 0.0, shape.y or 0.0) for shape in scene.shapes if shape.kind == "window"}

    def patch(shape: Shape) -> Shape:
        own = {**chosen, **styles.get(shape.group, {})}
        scale = number_of("patch_scale", own["patch_scale"])
        if shape.kind == "window":
            fill, outline = (opaque_color(name, own[name]) for name in ("patch_fill", "patch_outline"))
            return replace(shape, fill=fill, stroke=outline, width=shape.width * scale, height=shape.height * scale)
        middle = middles.get(shape.id.rpartition("-")[0]) if shape.kind == "corner" else None
        if middle is None:
            return shape
        (x, y), left, top = middle, shape.x or 0.0, shape.y or 0.0
        return replace(shape, x=x + (left - x) * scale, y=y + (top - y) * scale)

    return replace(scene, shapes=tuple(patch(shape) for shape in scene.shapes))


def plane_pictures(scene: Scene, styles: StyleMap, patch_alpha: int) -> list[FacePicture]:
    """Return the images that styles put on planes in front.

    Args:
        scene: with places.
        styles: by the id of a node.
        patch_alpha: how opaque patches are on images, up to 255.
    """
    found = []
    for shape in scene.shapes:
        style = styles.get(shape.id, {})
        image = opened_picture(style["face_image"]) if shape.id == shape.group and style.get("face_image") is not None else None
        if image is not None:
            found.append(
                FacePicture(
                    shape.id,
                    _front(shape, float(style.get("face_image_inset", 0.0))),
                    image,
                    style.get("face_image_fit", "cover"),
                    int(style.get("face_image_alpha", 255)),
                    holes=tuple(
                        (other.id, max(255 - patch_alpha, 0))
                        for other in scene.shapes
                        if other.group == shape.id and other.kind == "window"
                    ),
                )
            )
    return found


def _front(shape: Shape, inset: float) -> Corners:
    points = (
        shape.faces[-1].points if shape.faces else ((-shape.width / 2, -shape.height / 2), (shape.width / 2, shape.height / 2))
    )
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top, right, bottom = min(xs) + inset, min(ys) + inset, max(xs) - inset, max(ys) - inset
    return (left, top), (right, top), (right, bottom), (left, bottom)
