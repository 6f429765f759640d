"""A scene as a Markdown page: its title, what it shows, the picture as Mermaid, and its notes."""

from __future__ import annotations

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.escape import markdown_text
from dotnet_viz.renderers.mermaid.document import mermaid
from dotnet_viz.scene import Scene


def markdown(scene: Scene) -> str:
    """Return a scene as Markdown with a fenced Mermaid block, which GitHub shows as a picture.

    Args:
        scene: of the layout ``"graphviz"``, with or without places.

    Raises:
        OptionError: the scene is no diagram of boxes and arrows, or larger than Mermaid draws.

    Example:
        >>> print(markdown(Scene("my_model", notes=("A note.",))))
        # my_model
        <BLANKLINE>
        ```mermaid
        %% A note.
        flowchart TB
          accTitle: my_model
        ```
        <BLANKLINE>
        - A note.
        <BLANKLINE>
    """
    parts = [f"# {_text(scene.title)}"]
    if scene.description:
        parts.append(_text(scene.description))
    parts.append(f"```mermaid\n{mermaid(scene)}```")
    if scene.notes:
        parts.append("\n".join(f"- {_text(note)}" for note in scene.notes))
    return "\n\n".join(parts) + "\n"


def _text(text: str) -> str:
    return markdown_text(one_line(" ".join(text.split())))
