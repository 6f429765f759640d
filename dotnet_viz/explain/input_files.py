"""One sample for a model, read from an image, an array or a table of numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import MissingFileError, OptionError, UnreadableFileError, UnsupportedInputError
from dotnet_viz.keras_format.weights.live import is_instance

IMAGES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff")
MAX_PIXELS = 100_000_000
_SCALING = ("Rescaling", "Normalization")


def read_input(path: Path, model: Any, scale: str = "auto") -> tuple[NDArray[Any], NDArray[np.uint8] | None]:
    """Return one sample, and the picture to show for it where it was an image of another size.

    Args:
        path: of an image, a ``.npy`` array or a ``.csv`` of numbers.
        model: whose input it is; an image is brought to its size and number of channels.
        scale: largest value of a pixel: ``"1"``, ``"255"``, or ``"auto"`` for 255 where the model scales its input itself.

    Raises:
        MissingFileError: there is no such file.
        OptionError: another ending.
        UnreadableFileError: the file is damaged.
    """
    if not path.is_file():
        raise MissingFileError(f"there is no file {str(path)!r}")
    suffix = path.suffix.lower()
    if suffix in IMAGES:
        return _image(path, model, scale)
    try:
        if suffix == ".npy":
            return np.load(path, allow_pickle=False), None
        if suffix == ".csv":
            return _table(path, model), None
    except (ValueError, OSError) as error:
        raise UnreadableFileError(f"{str(path)!r} holds no array of numbers: {error}") from None
    raise OptionError(f"{str(path)!r} is no input: it must end in .npy, .csv or {', '.join(IMAGES)}")


def _table(path: Path, model: Any) -> NDArray[Any]:
    values = np.genfromtxt(path, delimiter=",", dtype=np.float32, ndmin=2)
    if np.isnan(values[0]).all() and len(values) > 1:  # a line of names
        values = values[1:]
    if np.isnan(values).any():
        raise ValueError("it has cells that are no numbers")
    shape = _shape(model)
    if shape is not None and len(shape) == 1 and len(values) == 1:
        return values
    return values if shape is None or None in shape else values.reshape(1, *shape)


def _shape(model: Any) -> tuple[int | None, ...] | None:
    inputs = getattr(model, "inputs", None) or []
    return tuple(inputs[0].shape[1:]) if len(inputs) == 1 else None


def _image(path: Path, model: Any, scale: str) -> tuple[NDArray[Any], NDArray[np.uint8]]:
    from PIL import Image, UnidentifiedImageError

    shape = _shape(model)
    if shape is None or len(shape) not in (2, 3):
        raise UnsupportedInputError("the model takes no single image: give its input as a .npy file")
    height, width, channels = (*shape[:2], shape[2] if len(shape) == 3 else 1)
    try:
        with Image.open(path) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UnreadableFileError(f"{str(path)!r} has more than {MAX_PIXELS:,} pixels")
            picture = opened.convert("L" if channels == 1 else "RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise UnreadableFileError(f"{str(path)!r} is no image that can be read: {error}") from None
    picture = picture.resize((width or picture.width, height or picture.height), Image.Resampling.BILINEAR)
    pixels = np.asarray(picture)
    largest = 255.0 if scale == "255" or (scale == "auto" and _scales_itself(model)) else 1.0
    values = pixels.astype(np.float32) * np.float32(largest / 255)
    return (values[..., np.newaxis] if values.ndim == 2 and len(shape) == 3 else values), pixels


def _scales_itself(model: Any) -> bool:
    return any(is_instance(layer, name) for layer in model._flatten_layers() for name in _SCALING)  # noqa: SLF001
