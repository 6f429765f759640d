"""The package's own templates as Jinja loads them: scripts as pages carry them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.loaders import split_template_path

from dotnet_viz.files.templates import compact_script


class PackageLoader(BaseLoader):
    """Loads templates from the package's folder, scripts without their comments; a file is read once until it changes.

    Args:
        folder: of the templates.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its file, and what says whether the file is as it was.

        Args:
            environment: that loads it.
            template: its name.

        Raises:
            TemplateNotFound: there is no such file in the folder.
        """
        file = self._folder.joinpath(*split_template_path(template))
        try:
            changed = file.stat().st_mtime_ns
            text = _text(file, changed)
        except OSError as error:
            raise TemplateNotFound(template) from error
        return text, str(file), lambda: file.stat().st_mtime_ns == changed


@lru_cache(maxsize=256)
def _text(file: Path, _changed: int) -> str:
    text = file.read_text(encoding="utf-8")
    return compact_script(text) if file.suffix == ".js" else text
