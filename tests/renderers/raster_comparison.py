"""How alike two pictures of pixels are."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter


def difference(first: bytes, second: bytes) -> float:
    """Return the mean difference of two pictures, from 0 to 255, after what one pixel's shift changes is smoothed away.

    The second may have some times as many pixels.
    """
    images = [Image.open(io.BytesIO(data)).convert("RGB") for data in (first, second)]
    size = images[0].size
    times = round(images[1].width / size[0])
    assert np.allclose(np.multiply(size, times), images[1].size, atol=2 * times), (size, images[1].size)
    blurred = [image.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1.5)) for image in images]
    pixels = [np.asarray(image, dtype=np.float64) for image in blurred]
    return float(np.abs(pixels[0] - pixels[1]).mean())


def ink(data: bytes) -> float:
    """Return how far a picture is from white paper on average."""
    return float((255.0 - np.asarray(Image.open(io.BytesIO(data)).convert("L"), dtype=np.float64)).mean())


def pixels_of_eps(text: str, folder: Path) -> bytes:
    """Return what Ghostscript makes of a file, without any message from it."""
    source, target = folder / "picture.eps", folder / "picture.pdf"
    source.write_text(text, encoding="utf-8")
    options = ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dEPSCrop", "-sDEVICE=pdfwrite", "-dAutoFilterColorImages=false"]
    command = ["gs", *options, "-dColorImageFilter=/FlateEncode", f"-sOutputFile={target}", str(source)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    assert done.stdout + done.stderr == b""
    return pixels_of_pdf(target)


def pixels_of_pdf(path: Path, dpi: int = 4 * 96) -> bytes:
    """Return the only page of a PDF."""
    done = subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(path)], capture_output=True, check=True, timeout=60)
    assert done.stdout.count(b"IEND") == 1, "one page"
    return done.stdout
