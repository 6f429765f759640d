"""From a scene to the image that a view returns, and to its file: texts in a font and a colour, pictures on faces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.compat.pillow_colors import opaque_color
from dotnet_viz.compat.pillow_files import image_target, is_vector, write_image
from dotnet_viz.compat.pillow_papers import image_on, is_transparent
from dotnet_viz.compat.pillow_pictures import FacePicture, opened_picture, paste_into, paste_pictures
from dotnet_viz.compat.pillow_texts import draw_texts, is_own, without_texts
from dotnet_viz.compat.visualkeras.scenes.faces import legend_pictures
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.scene import Label, Scene

if TYPE_CHECKING:
    from PIL.Image import Image


def target_of(chosen: Mapping[str, Any]) -> Path | None:
    """Return the path of a view's file, after a check that a picture with these options can be written there.

    Args:
        chosen: the arguments of the view, with ``to_file``: the path, or ``None`` for no file.

    Raises:
        OptionError: an unknown format, or one of vectors where the options ask for what only pixels show.
        OutputError: nothing can be written there.
    """
    if chosen["to_file"] is None:
        return None
    path = image_target(chosen["to_file"])
    if not is_vector(path):
        return path
    suffix = path.suffix.lower()
    if not is_own(chosen.get("font")):
        raise OptionError(
            f"a {suffix} is set in DejaVu Sans only: "
            "give font=ImageFont.truetype(dotnet_viz.fonts.font_file(), size), or write a .png"
        )
    if is_transparent(chosen["background_fill"]):
        raise OptionError(f"a {suffix} has an opaque background: write a .png, or give background_fill='white'")
    return path


def finished(scene: Scene, chosen: Mapping[str, Any], target: Path | None, pictures: Sequence[FacePicture] = ()) -> Image:
    """Return the image of a scene, and write it where there is a target.

    Args:
        scene: on an opaque paper.
        chosen: the arguments of the view: ``background_fill``, and ``font`` and ``font_color`` if it has them.
        target: path of the file; ``None`` for none.
        pictures: on the faces of shapes.

    Raises:
        OptionError: pictures on faces in a file of vectors.
        OutputError: the file cannot be written.
    """
    if pictures and target is not None and is_vector(target):
        raise OptionError(f"pictures on layers are pixels, which a {target.suffix.lower()} does not take: write a .png")
    font, color = chosen.get("font"), opaque_color("font_color", chosen.get("font_color", "black"))
    placed = dyed(Drawing(scene).placed, color)
    bare, labels = (placed, ()) if is_own(font) else without_texts(placed)
    image = image_on(bare, chosen["background_fill"])
    scale = image.width / (bare.size or (image.width, 0))[0]
    paste_pictures(image, bare, pictures)
    for source, box in legend_pictures(placed, chosen.get("logo_groups")):
        picture = opened_picture(source)
        if picture is not None:
            paste_into(image, picture, box)
    if labels:
        draw_texts(image, labels, font, color, scale)
    if target is not None:
        write_image(Drawing(placed), image, target)
    return image


def dyed(scene: Scene, color: str) -> Scene:
    """Return a scene with all its texts in a colour, but for those that have one of their own as ``"#rrggbb"``.

    Args:
        scene: any.
        color: ``"#rrggbb"``.
    """
    shapes = tuple(replace(shape, labels=_dyed(shape.labels, color)) for shape in scene.shapes)
    clusters = tuple(replace(cluster, label=_dyed((cluster.label,), color)[0]) for cluster in scene.clusters)
    return replace(scene, shapes=shapes, clusters=clusters, labels=_dyed(scene.labels, color))


def _dyed(labels: Sequence[Label], color: str) -> tuple[Label, ...]:
    return tuple(label if label.color.startswith("#") else replace(label, color=color) for label in labels)
