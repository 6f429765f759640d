"""``ann_viz`` of ann_visualizer 2.5: same call, same files."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from dotnet_viz.diagrams.ann.style import Ann
from dotnet_viz.display.viewer import open_file
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.readers import read


def ann_viz(
    model: object,
    view: bool = True,
    filename: str | os.PathLike[str] = "network.gv",
    title: str = "My Neural Network",
) -> Drawing:
    """Draw a model as layers of neurons; writes DOT to ``filename`` and the picture to ``filename + ".pdf"``.

    Args:
        model: anything that :func:`dotnet_viz.read` takes, such as any Keras 3 model, also with branches.
        view: whether to open the picture; without a display it is not opened, and that is no error.
        filename: the DOT file.
        title: heading of the picture.

    Returns:
        The drawing, which a notebook shows. (The original returns nothing.)

    Raises:
        OptionError: ``filename`` is empty.
        OutputError: the files cannot be written; then neither is.
        UnsupportedInputError: ``model`` is not a model.
    """
    if filename in (None, ""):
        raise OptionError(f"filename must be the path of a DOT file such as 'network.gv', not {filename!r}")
    source, picture = Path(filename), Path(f"{os.fspath(filename)}.pdf")
    for path in (source, picture):
        check_output(path)
    drawing = Drawing(replace(Ann().build(read(model)), title=str(title)))
    page = drawing.pdf()
    write_output(source, drawing.dot)
    write_output(picture, page)
    if view:
        open_file(picture)
    return drawing
