"""The package's templates, with the scripts among them in the language that is written."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader

from dotnet_viz.translation.scripts import translated_script


class PackageLoader(FileSystemLoader):
    """Reads templates from the package's folder; see :func:`~dotnet_viz.translation.scripts.translated_script`."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text, its path and whether it is still the same.

        Args:
            environment: that asks for it.
            template: its name.
        """
        text, path, is_current = super().get_source(environment, template)
        return (translated_script(text) if template.endswith(".js") else text), path, is_current
