"""Where the package's templates, style sheets and scripts are: the one place that looks for them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dotnet_viz.errors import TemplateError

BASE = "base.html"
PACKAGE = Path(__file__).parent.parent
_UNREAD = re.compile(r"^[ \t]*(?://[^\n]*)?\n|^[ \t]+", re.MULTILINE)


def template_folder() -> Path:
    """Return the folder of the package's templates: inside the package once it is installed, else in the checkout.

    An editable install keeps a copy that grows old, so a checkout's own folder is recognised by the project file beside it.

    Raises:
        TemplateError: neither is there.
    """
    return _folder_of(PACKAGE)


@lru_cache(maxsize=1)
def _folder_of(package: Path) -> Path:
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "templates" / BASE).is_file():
        return checkout / "templates"
    if (package / "templates" / BASE).is_file():
        return package / "templates"
    raise TemplateError(f"the templates are not in {str(package)!r}; install dotnet_viz again")


def compact_script(text: str) -> str:
    r"""Return a script as pages carry it: without lines of comments, empty ones and indentation, a sixth less.

    Args:
        text: of a script whose texts in quotes do not go on in another line.

    Example:
        >>> compact_script('// Adds.\nfunction add(a, b) {\n  return a + b; // of two\n}\n')
        'function add(a, b) {\nreturn a + b; // of two\n}\n'
    """
    return _UNREAD.sub("", text)


@lru_cache(maxsize=32)
def resource(name: str) -> str:
    """Return a style sheet or script of the package; a script without its comments.

    Args:
        name: of a file in the folder of templates.

    Raises:
        TemplateError: there is none of that name.

    Example:
        >>> ".dv-view" in resource("interactive.css")
        True
    """
    try:
        text = (template_folder() / name).read_text(encoding="utf-8")
        return compact_script(text) if name.endswith(".js") else text
    except OSError as error:
        raise TemplateError(f"the file {name!r} of dotnet_viz cannot be read; install dotnet_viz again") from error
