"""Where templates are, and how they are filled: everything is escaped, nothing may be missing."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from dotnet_viz.errors import TemplateError
from dotnet_viz.files.paths import is_folder, why_hidden
from dotnet_viz.files.templates import BASE, template_folder
from dotnet_viz.formatting import between_sentences, format_count, format_number, format_percent
from dotnet_viz.renderers.common.escape import without_turning, without_unwriteable
from dotnet_viz.renderers.pages.content_policy import text_digest
from dotnet_viz.renderers.themes.theme import page_rules
from dotnet_viz.reporting.chart_numbers import number_name
from dotnet_viz.reporting.templating.layer_links import NO_LINKS, LayerLinks, breakable
from dotnet_viz.reporting.templating.page_styles import PageStyles
from dotnet_viz.reporting.templating.table_rows import TableRows
from dotnet_viz.reporting.templating.unbroken import is_wider_than_a_card, unbroken
from dotnet_viz.translation.scripts import words_element
from dotnet_viz.translation.translate import chosen_form, in_context, language_tag, translate

__all__ = ["BASE", "make_environment", "render", "template_folder"]

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment
    from markupsafe import Markup


def make_environment(
    own_folder: str | os.PathLike[str] | None = None,
    *others: str | os.PathLike[str],
    medium: str = "html",
    links: LayerLinks = NO_LINKS,
) -> Environment:
    """Return the template engine.

    Args:
        own_folder: of the user's templates, which come before the package's of the same name.
        *others: folders of sections that neither of them has, which come after the package's.
        medium: what templates find under this name: ``"html"``, or ``"pdf"`` for paper.
        links: which layers have a row in the page that their names lead to.

    Raises:
        TemplateError: there is no such folder.
    """
    from jinja2 import Environment

    from dotnet_viz.reporting.templating import compiled as compiled_templates
    from dotnet_viz.reporting.templating.undefined_names import UndefinedName

    for folder in others if own_folder is None else (own_folder, *others):
        check_template_folder(folder)
    environment = Environment(
        loader=_loader(own_folder, others),
        autoescape=True,
        undefined=UndefinedName,
        finalize=unbroken,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=compiled_templates.COMPILED,
    )
    styles = PageStyles(is_own=own_folder is not None or bool(others))
    environment.globals |= _names(styles, medium)
    environment.filters |= _filters(styles, medium, links)
    return environment


def _loader(own_folder: str | os.PathLike[str] | None, others: Sequence[str | os.PathLike[str]]) -> BaseLoader:
    from jinja2 import ChoiceLoader, FileSystemLoader

    from dotnet_viz.reporting.templating.package_loader import PackageLoader

    own = [] if own_folder is None else [FileSystemLoader(own_folder)]
    return ChoiceLoader([*own, PackageLoader(template_folder()), *map(FileSystemLoader, others)])


def _names(styles: PageStyles, medium: str) -> dict[str, Any]:
    """Return what every template finds under a name of its own."""
    return {
        "medium": medium,
        "page_rules": page_rules,
        "styles": styles,
        "_": message_markup,
        "pgettext": _markup_in_context,
        "between_sentences": between_sentences,
        "language": language_tag(),
        "words_element": _words_markup,
    }


def _filters(styles: PageStyles, medium: str, links: LayerLinks) -> dict[str, Callable[..., Any]]:
    rows = TableRows(links)
    return {
        "layers": links.markup,
        "breakable": breakable,
        "rows": rows.on_screen,
        "printed_rows": rows.on_paper,
        "is_wide": partial(is_wider_than_a_card, medium=medium),
        "svg": lambda figure: styles.of_picture(figure.svg),
        "explorable": styles.of_explorable,
        "style_element": styles.element,
        "width_class": styles.width_class,
        "translated": translate,
        "number_name": number_name,
        "count": format_count,
        "number": format_number,
        "percent": format_percent,
    }


def check_template_folder(folder: object) -> None:
    """Raise where there is no folder to take templates from.

    Args:
        folder: that was given.

    Raises:
        TemplateError: there is none.
    """
    if isinstance(folder, (str, os.PathLike)) and (hindrance := why_hidden(folder)):
        raise TemplateError(f"cannot take templates from {str(folder)!r}: {hindrance}")
    if not isinstance(folder, (str, os.PathLike)) or not is_folder(folder):
        raise TemplateError(f"there is no folder {str(folder)!r} to take templates from")


def page_digests(environment: Environment, *scripts: str) -> list[str]:
    """Return what a page's content policy names its scripts by: the one that sets the theme first, which every page has.

    Args:
        environment: from :func:`make_environment`.
        scripts: templates of the page's own scripts.

    Raises:
        TemplateError: there is no such template.
    """
    return [text_digest(render(environment, name, {})) for name in ("theme.js", *scripts)]


def message_markup(message: str, plural: str | None = None, /, *, count: int | None = None, **values: object) -> Markup:
    """Return a message of a template in the language that is written, with its values escaped: the ``_`` of templates.

    Args:
        message: in English; line breaks in it are those of the template.
        plural: see :func:`~dotnet_viz.translation.translate.translate`.
        count: see there.
        **values: for names in braces.

    Example:
        >>> str(message_markup("{name} & co", name="a < b"))
        'a &lt; b & co'
    """
    from markupsafe import Markup

    found = Markup(unbroken(chosen_form(message, plural, count)))  # noqa: S704
    if count is not None:
        values["count"] = format_count(count)
    return found.format(**{name: unbroken(value) for name, value in values.items()}) if values else found


def _words_markup(*scripts: str) -> Markup:
    """Return the element with the texts of scripts as markup: what stands in it cannot end it."""
    from markupsafe import Markup

    return Markup(words_element(*scripts))  # noqa: S704


def _markup_in_context(context: str, message: str) -> Markup:
    """Return a message that has several meanings: the ``pgettext`` of templates."""
    return message_markup(in_context(context, message))


def render(environment: Environment, name: str, values: Mapping[str, Any]) -> str:
    """Fill a template; a character that a page cannot carry, such as NUL, or that turns what follows becomes U+FFFD.

    Args:
        environment: from :func:`make_environment`.
        name: of the template.
        values: what it may name.

    Raises:
        TemplateError: a template is missing, malformed, or names something that does not exist; the message
            names its file and line.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        styles = cast("PageStyles", environment.globals["styles"])
        page = styles.completed(environment.get_template(name).render(values))
        return without_turning(without_unwriteable(page))
    except TemplateSyntaxError as error:
        raise TemplateError(f"template {error.filename or error.name!r} line {error.lineno}: {error.message}") from error
    except TemplateNotFound as error:
        advice = "; put it into the folder of templates=" if str(error.name).startswith("sections/") else ""
        raise TemplateError(f"there is no template {error.name!r}{advice}") from error
    except Exception as error:
        raise TemplateError(f"{_place(error, name)}: {str(error) or type(error).__name__}") from error


def _place(error: Exception, name: str) -> str:
    """Return the template's file and line; Jinja puts both into the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.endswith(".py")]
    return f"template {frames[-1].filename!r} line {frames[-1].lineno}" if frames else f"template {name!r}"
