"""What a report wears of its user: a theme and a logo."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import OptionError, VizWarning
from dotnet_viz.reporting.own_style.logo import logo_uri
from dotnet_viz.reporting.own_style.theme import ReportTheme, read_theme

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True)
class OwnStyle:
    """A checked theme and logo.

    Args:
        css: rules for screens, which stand behind those of the page; empty for none.
        print_css: rules for paper.
        logo: a picture as a data URI; empty for none.
    """

    css: str = ""
    print_css: str = ""
    logo: str = ""

    @property
    def markup(self) -> Markup:
        """The rules for a screen, for a style element of their own, so that a mistake in them ends there."""
        from markupsafe import Markup

        return Markup(self.css)  # noqa: S704 - it has no "</"

    @property
    def print_markup(self) -> Markup:
        """The rules for paper, likewise."""
        from markupsafe import Markup

        return Markup(self.print_css)  # noqa: S704 - it has no "</"


def own_style(theme: Any = None, logo: Any = None) -> OwnStyle | None:
    """Return what a report wears of its user; ``None`` for nothing.

    Args:
        theme: colours by name, or a ``.css`` file; see :func:`~dotnet_viz.reporting.own_style.theme.read_theme`.
        logo: path of a picture; see :func:`~dotnet_viz.reporting.own_style.logo.logo_uri`.

    Raises:
        OptionError: a value that is none, or no colour.
        VizError: a file cannot be read, or does more than a style or a picture.

    Warns:
        VizWarning: texts in colours of the theme are hard to read.

    Example:
        >>> own_style({"accent": "#a01030"}).css.splitlines()[0]
        ':root { --accent: #a01030; }'
    """
    if theme is None and logo is None:
        return None
    if logo is not None and not isinstance(logo, str | os.PathLike):
        raise OptionError(f"logo must be the path of a picture, not {type(logo).__name__!r}")
    read = ReportTheme("", "") if theme is None else read_theme(theme)
    if read.weak:
        more = f", and {len(read.weak) - 1} more" if len(read.weak) > 1 else ""
        warnings.warn(VizWarning(f"theme: {read.weak[0]}{more}; texts are read well from 4.5 on"), stacklevel=3)
    return OwnStyle(read.css, read.print_css, "" if logo is None else logo_uri(logo))
