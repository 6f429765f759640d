"""The package's own templates as Jinja loads them: scripts as pages carry them."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader

from dotnet_viz.files.templates import compact_script


class PackageLoader(FileSystemLoader):
    """Loads templates from the package's folder, scripts without their comments."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its file, and what says whether the file is as it was.

        Args:
            environment: that loads it.
            template: its name.
        """
        text, file, is_as_it_was = super().get_source(environment, template)
        return (compact_script(text) if template.endswith(".js") else text), file, is_as_it_was
