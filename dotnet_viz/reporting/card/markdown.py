"""A model card as the ``README.md`` of a repository: metadata in front, then the parts as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dotnet_viz.files.formats.yaml_text import yaml_text
from dotnet_viz.renderers.common.escape import markdown_text, without_turning
from dotnet_viz.reporting.card.contents import CardEntry, CardPart, card_parts, not_given, paragraphs
from dotnet_viz.reporting.card.statements import CardStatements

FENCE = "---"
_LINK = re.compile(r"https?://[^\s<>\"'`\\|]+[^\s<>\"'`\\|.,;:!?()\[\]*]")


def card_markdown(card: CardStatements) -> str:
    r"""Return a card as Markdown with front matter of YAML; every text is escaped, and addresses are links.

    Args:
        card: of a model.

    Example:
        >>> print(card_markdown(CardStatements("a --- b: *c*", license="mit", factors="Light")).split("\n\n*")[0])
        ---
        license: mit
        ---
        <BLANKLINE>
        # a --- b: \*c\*
        <BLANKLINE>
        ## Factors
        <BLANKLINE>
        Light
    """
    metadata = card.metadata
    front = f"{FENCE}\n{without_turning(yaml_text(metadata))}{FENCE}\n\n" if metadata else ""
    return front + "\n\n".join(_blocks(card)) + "\n"


def _blocks(card: CardStatements) -> Iterator[str]:
    yield f"# {linked_text(card.name or 'Model card')}"
    for text in card.description or ():
        yield from (linked_text(paragraph) for paragraph in paragraphs(text))
    for part in card_parts(card):
        yield f"## {part.title}"
        yield from _part(part)
    if missing := not_given(card):
        yield f"*{linked_text(missing)}*"


def _part(part: CardPart) -> Iterator[str]:
    short = [entry for entry in part.entries if entry.is_short]
    for entry in part.entries:
        if not entry.title:
            yield _texts(entry)
    if short:
        yield "\n".join(f"- **{entry.title}:** {linked_text(entry.texts[0], begins_line=False)}" for entry in short)
    for result in part.results:
        rows = [f"| {_cell(name)} | {_cell(value)} |" for name, value in result.metrics]
        yield "\n".join([f"| {_cell(result.about)} | Value |", "|---|---:|", *rows])
    for entry in part.entries:
        if entry.title and not entry.is_short:
            yield f"### {entry.title}"
            yield _texts(entry)


def _texts(entry: CardEntry) -> str:
    if entry.is_list:
        return "\n".join(f"- {linked_text(text)}" for text in entry.texts)
    return "\n\n".join(linked_text(text) for text in entry.texts)


def _cell(text: str) -> str:
    return linked_text(" ".join(text.split()), begins_line=False)


def linked_text(text: str, *, begins_line: bool = True) -> str:
    r"""Return one line of text as Markdown that shows exactly this text, with its addresses as links.

    Args:
        text: one line.
        begins_line: whether it may begin a line, where a number and a dot begin a list.

    Example:
        >>> print(linked_text("*See* https://a.org/x_y_."))
        \*See\* <https://a.org/x_y_>.
    """
    parts, end = [], 0
    for link in _LINK.finditer(text):
        parts += [markdown_text(text[end : link.start()], begins_line=begins_line and not end), f"<{link[0]}>"]
        end = link.end()
    return "".join([*parts, markdown_text(text[end:], begins_line=begins_line and not end)])
