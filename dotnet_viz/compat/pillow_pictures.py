"""Pictures on the faces of figures: fitted, sheared into place, and hidden where something stands before them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.files.paths import is_file
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.scene import Point, Scene, Shape

if TYPE_CHECKING:
    from PIL.Image import Image

FITS = ("fill", "stretch", "contain", "cover", "match_aspect", "scale-down")
_LARGEST = 4096


@dataclass(frozen=True)
class FacePicture:
    """A picture on a parallelogram of a shape.

    Args:
        shape: id of the shape, of which the picture is a part.
        corners: upper left, upper right, lower right and lower left corner, from the shape's middle.
        image: what is shown.
        fit: one of :data:`FITS`.
        alpha: how opaque it is, up to 255.
        is_round: whether it is cut to an ellipse.
        holes: ids of rectangles that are seen through it, each with how opaque it is there.
    """

    shape: str
    corners: tuple[Point, Point, Point, Point]
    image: Image
    fit: str = "fill"
    alpha: int = 255
    is_round: bool = False
    holes: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if self.fit not in FITS:
            raise unknown_choice("image_fit", self.fit, FITS)


def opened_picture(source: Any) -> Image | None:
    """Return a picture in red, green, blue and alpha; ``None``, with a warning, where there is no such file.

    Args:
        source: a path, an image of Pillow, or an array that Pillow makes an image of.

    Raises:
        OptionError: the file or the value is no picture.
    """
    from PIL import Image as Images
    from PIL import UnidentifiedImageError

    if isinstance(source, Images.Image):
        return source.convert("RGBA")
    if not isinstance(source, (str, os.PathLike)):
        try:
            return Images.fromarray(source).convert("RGBA")
        except (TypeError, AttributeError, ValueError) as error:
            raise OptionError(
                f"an image must be a path, an image of Pillow or an array of bytes, not {source!r:.60}"
            ) from error
    if not is_file(source):
        warnings.warn(f"there is no picture {os.fspath(source)!r}; the layer is drawn without it", stacklevel=2)
        return None
    try:
        with Images.open(source) as image:
            image.thumbnail((_LARGEST, _LARGEST))
            return image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Images.DecompressionBombError) as error:
        raise OptionError(f"{os.fspath(source)!r} is not a picture that Pillow reads") from error


def paste_pictures(image: Image, scene: Scene, pictures: Sequence[FacePicture]) -> None:
    """Draw pictures onto the image of a scene.

    Args:
        image: one pixel for each pixel of the scene; is changed.
        scene: with places.
        pictures: on its shapes.
    """
    order = {shape.id: number for number, shape in enumerate(scene.shapes)}
    for picture in sorted((item for item in pictures if item.shape in order), key=lambda item: order[item.shape]):
        number = order[picture.shape]
        holes = tuple((scene.shapes[order[name]], alpha) for name, alpha in picture.holes)
        _paste(image, scene.shapes[number], picture, scene.shapes[number + 1 :], holes)


def _paste(
    image: Image, shape: Shape, picture: FacePicture, before: Sequence[Shape], holes: Sequence[tuple[Shape, int]]
) -> None:
    from PIL import Image as Images
    from PIL import ImageChops, ImageDraw

    corners = [((shape.x or 0.0) + x, (shape.y or 0.0) + y) for x, y in picture.corners]
    (x0, y0), (x1, y1), _, (x3, y3) = corners
    width, height = max(_length(corners[0], corners[1]), 1.0), max(_length(corners[0], corners[3]), 1.0)
    fitted = _fitted(picture, round(width), round(height))
    # Which point of the fitted picture is seen at a pixel: the inverse of the parallelogram's map.
    (a, b), (c, d) = (
        ((x1 - x0) / fitted.width, (x3 - x0) / fitted.height),
        ((y1 - y0) / fitted.width, (y3 - y0) / fitted.height),
    )
    area = a * d - b * c
    if abs(area) < 1e-9:
        return
    inverse = (d / area, -b / area, (b * y0 - d * x0) / area, -c / area, a / area, (c * x0 - a * y0) / area)
    sheared = fitted.transform(image.size, Images.Transform.AFFINE, inverse, Images.Resampling.BICUBIC)
    seen = Images.new("L", image.size, 0)
    pen = ImageDraw.Draw(seen)
    pen.polygon(corners, fill=picture.alpha, outline=0)
    for hole, alpha in holes:
        x, y, across, down = hole.x or 0.0, hole.y or 0.0, hole.width / 2, hole.height / 2
        pen.rectangle((x - across, y - down, x + across, y + down), fill=min(alpha, picture.alpha))
    for other in before:
        if other.points:
            pen.polygon([((other.x or 0.0) + x, (other.y or 0.0) + y) for x, y in other.points], fill=0)
    sheared.putalpha(ImageChops.multiply(sheared.getchannel("A"), seen))
    image.alpha_composite(sheared)


def _length(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _fitted(picture: FacePicture, width: int, height: int) -> Image:
    """Return a picture of a size, in which the whole image, or as much as has room in its own proportions, is seen."""
    from PIL import Image as Images
    from PIL import ImageChops, ImageDraw, ImageOps

    source, size = picture.image, (max(width, 1), max(height, 1))
    if picture.fit in ("fill", "stretch"):
        whole = source.resize(size, Images.Resampling.LANCZOS)
    elif picture.fit == "cover":
        whole = ImageOps.fit(source, size, Images.Resampling.LANCZOS)
    else:
        is_small = picture.fit == "scale-down" and source.width <= size[0] and source.height <= size[1]
        inner = source if is_small else ImageOps.contain(source, size, Images.Resampling.LANCZOS)
        whole = Images.new("RGBA", size, (0, 0, 0, 0))
        whole.paste(inner, ((size[0] - inner.width) // 2, (size[1] - inner.height) // 2))
    if picture.is_round:
        disc = Images.new("L", size, 0)
        ImageDraw.Draw(disc).ellipse((0, 0, size[0] - 1, size[1] - 1), fill=255)
        whole.putalpha(ImageChops.multiply(whole.getchannel("A"), disc))
    return whole


def paste_into(image: Image, picture: Image, box: Box) -> None:
    """Draw a picture into a rectangle, in its own proportions.

    Args:
        image: is changed.
        picture: in red, green, blue and alpha.
        box: in pixels of the image.
    """
    left, top, right, bottom = box
    corners = (left, top), (right, top), (right, bottom), (left, bottom)
    fitted = _fitted(FacePicture("", corners, picture, "contain"), round(box.width), round(box.height))
    image.alpha_composite(fitted, (max(round(left), 0), max(round(top), 0)))
