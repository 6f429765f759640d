"""What :func:`dotnet_viz.pattern_passage` returns."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from dotnet_viz.animation.animation import Animation
from dotnet_viz.animation.build import AnimationOptions
from dotnet_viz.animation.frames import Frame
from dotnet_viz.animation.panel import caption_below
from dotnet_viz.animation.scenes import place_alike
from dotnet_viz.animation.selection import even_positions
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.diagrams.passage.run import passages_of
from dotnet_viz.diagrams.passage.scene import Passage, layer_scenes, passage_scene, step_scenes
from dotnet_viz.drawing import Drawing, Picture
from dotnet_viz.errors import OptionError
from dotnet_viz.explain.activations.forward_pass import ForwardPass
from dotnet_viz.files.output import make_folder, write_output
from dotnet_viz.files.paths import is_folder
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count
from dotnet_viz.renderers.common.escape import xml_attribute, xml_text
from dotnet_viz.renderers.pages.stepped_page import stepped_page
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import language_tag, translate

STILL_FORMATS = ("svg", "png", "pdf", "html", "npz")
MOVING_FORMATS = ("gif", "webp", "apng", "avif", "mp4")
FOLDER_FORMATS = ("png", "svg", "pdf", "html")
STEPS_A_SECOND = 1.0
"""How fast an animation goes from layer to layer where nothing else is asked for."""
_FOLDER_BATCH = 8


class PassagePicture(Picture):
    """What inputs become in the layers of a model: the first one as a picture, all of them in a folder.

    Args:
        runner: runs the model.
        x: the inputs, as :func:`~dotnet_viz.explain.activations.batches.batches` takes them.
        options: what is drawn, and how.
        is_chosen: whether the layers were named by the user.
        theme: colours of the page.
    """

    def __init__(
        self, runner: ForwardPass, x: Any, options: PassageOptions, *, is_chosen: bool = False, theme: str = "light"
    ) -> None:  # fmt: skip
        self._runner, self._x, self._options = runner, x, options
        self._is_chosen, self._theme = is_chosen, theme

    @cached_property
    def _first(self) -> Passage:
        return next(self._passages(1))

    def _passages(self, size: int) -> Iterator[Passage]:
        """Yield the passage of each sample; so many go through the model at a time."""
        return passages_of(self._runner, self._x, size, is_chosen=self._is_chosen)

    @cached_property
    def drawing(self) -> Drawing:
        """The picture of the first sample."""
        return Drawing(passage_scene(self._first, self._options), theme=self._theme)

    @property
    def width(self) -> float:
        """How wide the picture is, in CSS pixels."""
        return self.drawing.width

    @property
    def height(self) -> float:
        """How high the picture is, in CSS pixels."""
        return self.drawing.height

    @property
    def svg(self) -> str:
        """The picture of the first sample as an SVG document."""
        return self.drawing.svg

    @property
    def formats(self) -> tuple[str, ...]:
        """The suffixes, without the dot, that :meth:`save` takes; without a suffix it writes a folder."""
        return (*STILL_FORMATS, *MOVING_FORMATS)

    @property
    def description(self) -> str:
        """What it shows, in one line."""
        return f"{type(self).__name__}: {self.drawing.scene.title}"

    def to_format(self, name: str, **options: Any) -> str | bytes:
        """Return the content of a file of a format: of the first sample.

        Args:
            name: one of :attr:`formats`; ``"html"`` is a page to step through the layers, ``"npz"`` has the arrays, ``"gif"``,
                ``"webp"``, ``"apng"``, ``"avif"`` and ``"mp4"`` are animations.
            options: of the format; of animations also ``fps`` and ``hold``, see :func:`dotnet_viz.animate`.

        Raises:
            OptionError: an unknown format or option.
        """
        if name == "html" and not options:
            return _stepped(self._first, self._options, self._theme)
        if name == "npz":
            stream = io.BytesIO()
            arrays: dict[str, Any] = {place.name: values for place, values in self._first.outputs.items()}
            np.savez(stream, **arrays)
            return stream.getvalue()
        if name in MOVING_FORMATS:
            timing = {key: options.pop(key) for key in ("fps", "hold") if key in options}
            return self.animation(AnimationOptions(**{"fps": STEPS_A_SECOND, **timing})).to_format(name, **options)
        return self.drawing.to_format(name, **options)

    def animation(self, options: AnimationOptions) -> Animation:
        """Return the passage of the first sample as an animation: one layer after the other appears in its place.

        Args:
            options: how it moves; colours are those of the passage.
        """
        steps = step_scenes(self._first, self._options, THEMES[self._theme].colors["panel"])
        chosen = [(position, *steps[position]) for position in even_positions(len(steps), options.frames)]
        captions = [
            translate("{number} of {count}: {name}", number=position + 1, count=len(steps), name=one_line(name))
            for position, name, _ in chosen
        ]
        scenes = place_alike([scene for _, _, scene in chosen], options.engine)
        frames = [
            Frame(Drawing(caption_below(scene, caption, 1), theme=self._theme), caption)
            for scene, caption in zip(scenes, captions, strict=True)
        ]
        return options.animation(scenes[0].title, frames)

    def svg_fragment(self, id_prefix: str) -> str:
        """Return the ``<svg>`` element to be embedded into a page.

        Args:
            id_prefix: prefix of its ids, different for each picture of a page.
        """
        return self.drawing.svg_fragment(id_prefix)

    def save(self, path: str | os.PathLike[str], **options: Any) -> Path:
        """Write the picture of the first sample, or a folder with one of every sample.

        Args:
            path: of a file, whose suffix is the format, or of a folder (no suffix): it gets a file for each sample and an
                ``index.html`` with all of them. Few samples are in memory at a time.
            options: of the format; for a folder ``format="svg"`` in place of PNG.

        Returns:
            The path.

        Raises:
            OptionError: an unknown suffix or option.
            OutputError: the file or the folder cannot be written.
        """
        if Path(path).suffix and not is_folder(path):
            return super().save(path, **options)
        return self._save_folder(Path(path), options.pop("format", "png"), options)

    def _save_folder(self, folder: Path, kind: str, options: Mapping[str, Any]) -> Path:
        if kind not in FOLDER_FORMATS:
            raise OptionError(f"the pictures of a folder cannot be {kind!r}; choose one of: {', '.join(FOLDER_FORMATS)}")
        make_folder(folder)
        names, title = [], ""
        for number, passage in enumerate(self._passages(_FOLDER_BATCH), 1):
            scene = passage_scene(passage, self._options)
            title, name = scene.title, f"sample-{number:05d}.{kind}"
            content = (
                _stepped(passage, self._options, self._theme)
                if kind == "html"
                else Drawing(scene, theme=self._theme).to_format(kind, **options)
            )
            write_output(folder / name, content)
            names.append(name)
        write_output(folder / "index.html", _index(title, names))
        return folder


def _stepped(passage: Passage, options: PassageOptions, theme: str) -> str:
    whole = passage_scene(passage, options)
    scenes = [whole, *layer_scenes(passage, options)]
    fragments = [Drawing(scene, theme=theme).svg_fragment(f"dv{number}") for number, scene in enumerate(scenes)]
    names = [translate("all layers"), *(scene.title for scene in scenes[1:])]
    return stepped_page(whole.title, whole.description, list(zip(names, fragments, strict=True)))


def _index(title: str, names: list[str]) -> str:
    """Return a page of all pictures of a folder."""
    shown = "\n".join(_entry(name, number) for number, name in enumerate(names, 1))
    return (
        f'<!DOCTYPE html>\n<html lang="{language_tag()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{xml_text(title)}</title>\n'
        "<style>body{font:15px/1.45 system-ui,sans-serif;margin:1rem auto;max-width:72rem;padding:0 1rem}"
        "figure{margin:0 0 2rem}img{max-width:100%;height:auto;border:1px solid #ccc}</style>\n</head>\n<body>\n"
        f"<h1>{xml_text(title)}</h1>\n<p>{format_count(len(names), 'sample')}</p>\n{shown}\n</body>\n</html>\n"
    )


def _entry(name: str, number: int) -> str:
    sample = translate("sample {number}", number=number)
    caption = f"<figcaption><a href={xml_attribute(name)}>{xml_text(sample)}</a></figcaption>"
    image = f'<img src={xml_attribute(name)} alt={xml_attribute(sample)} loading="lazy">'
    return f"<figure>{image if name.endswith(('.png', '.svg')) else ''}{caption}</figure>"
