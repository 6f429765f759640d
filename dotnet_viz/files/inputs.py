"""Inputs of a model in files: images, arrays, tables of numbers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError, first_line
from dotnet_viz.files.formats.npz_arrays import map_npy, read_npz
from dotnet_viz.files.formats.separated import separator_of
from dotnet_viz.files.formats.tables import is_number
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import check_ending
from dotnet_viz.files.regular import check_file

if TYPE_CHECKING:
    from PIL import Image

IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
_PILLOW_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
"""Pillow goes by the content and not by the name, and has other programs read some: of EPS one that runs what is in it."""

_STRIP = 1 << 20

SUFFIXES = (*IMAGES, ".npy", ".npz", ".csv", ".txt")

Sample = NDArray[Any] | Mapping[str, NDArray[Any]]


def read_inputs(path: str | os.PathLike[str], shape: tuple[int | None, ...] | None = None) -> Sample:
    r"""Read what a model is to be run on.

    Args:
        path: of an image, a ``.npy`` file (which is mapped, not read at once), a ``.npz`` file with an array for each input, or
            a ``.csv`` file with a sample a line, with or without a line of names.
        shape: of the model's input, samples first, which images are scaled to and made grey or coloured for; ``None`` leaves
            them as they are.

    Returns:
        An array, or arrays by name. Pixels are whole numbers from 0 to 255.

    Raises:
        MissingFileError: there is no such file.
        OptionError: an ending that is not read.
        UnreadableFileError: the file is damaged, or has something else in it.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = Path(folder, "x.csv").write_text("a,b\n1,2\n3,4\n")
        ...     read_inputs(Path(folder, "x.csv")).tolist()
        [[1.0, 2.0], [3.0, 4.0]]
    """
    check_ending(Path(path), "a file of inputs", SUFFIXES)
    suffix = Path(path).suffix.lower()
    check_file(Path(path))
    try:
        if suffix in IMAGES:
            return _image(Path(path), shape)
        if suffix == ".npy":
            return map_npy(Path(path))
        if suffix == ".npz":
            arrays = read_npz(Path(path))
            return next(iter(arrays.values())) if len(arrays) == 1 else arrays
        return _table(Path(path))
    except VizError:
        raise
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableFileError(f"{os.fspath(path)!r} cannot be read: {str(error).splitlines()[0]}") from error


def _image(path: Path, shape: tuple[int | None, ...] | None) -> NDArray[Any]:
    """Return the pixels of an image; Pillow raises almost anything for one that is damaged."""
    from PIL import Image

    try:
        return _pixels(path, shape)
    except VizError:
        raise
    except Image.DecompressionBombError as error:
        raise UnsafeFileError(f"{str(path)!r} has more pixels than Pillow reads: {error}") from error
    except Exception as error:
        raise UnreadableFileError(f"{str(path)!r} cannot be read as an image: {first_line(error)}") from error


def _pixels(path: Path, shape: tuple[int | None, ...] | None) -> NDArray[Any]:
    from PIL import Image

    with Image.open(path, formats=_PILLOW_FORMATS) as opened:
        if opened.width * opened.height > active().pixels:
            raise exceeded("pixels", f"{str(path)!r} has {opened.width}×{opened.height} pixels")
        grey = shape is not None and (len(shape) < 4 or shape[-1] == 1)
        mode, size = "L" if grey else "RGB", _size(shape)
        if size is None or size == (opened.height, opened.width):
            pixels = _in_strips(opened, mode)
        else:
            pixels = np.asarray(opened.convert(mode).resize(size[::-1], Image.Resampling.BILINEAR))
    return pixels[..., np.newaxis] if grey and shape is not None and len(shape) == 4 else pixels


def _size(shape: tuple[int | None, ...] | None) -> tuple[int, int] | None:
    """Return the height and width that images are scaled to, ``None`` where they stay as they are."""
    if shape is None or len(shape) < 3 or shape[1] is None or shape[2] is None:
        return None
    return shape[1], shape[2]


def _in_strips(image: Image.Image, mode: str) -> NDArray[Any]:
    """Return pixels, converted a strip at a time: Pillow takes four bytes for each in every copy, and NumPy two copies more."""
    rows = max(1, _STRIP // max(1, image.width))
    pixels = np.empty((image.height, image.width, 3) if mode == "RGB" else (image.height, image.width), np.uint8)
    for top in range(0, image.height, rows):
        below = min(top + rows, image.height)
        pixels[top:below] = np.asarray(image.crop((0, top, image.width, below)).convert(mode))
    return pixels


def _table(path: Path) -> NDArray[Any]:
    if (size := check_file(path)) > active().table_bytes:
        raise exceeded("table_bytes", f"{str(path)!r} has {size:,} bytes; save it as an array in a .npy file")
    with path.open(encoding="utf-8") as stream:
        first = stream.readline()
    mark = separator_of(first)
    separator = mark if mark in first else None
    has_names = not all(is_number(cell.strip().strip('"')) for cell in first.strip().split(separator))
    return np.loadtxt(path, delimiter=separator, skiprows=int(has_names), ndmin=2, encoding="utf-8")
