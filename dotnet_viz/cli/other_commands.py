"""What other tools call things, and the command line that does it here; for the error of an unknown command."""

from __future__ import annotations

from collections.abc import Mapping

_DRAW = "draw model.keras -o model.svg"
WORDS: Mapping[str, str] = {
    **dict.fromkeys(("plot", "visualize", "visualise", "view", "render", "graph", "image", "picture"), _DRAW),
    **dict.fromkeys(("architecture", "svg", "plot-keras-model", "netron"), _DRAW),
    **{
        ending: f"draw model.keras -o model.{ending}"
        for ending in ("png", "pdf", "html", "dot", "mmd", "tex", "eps", "pptx", "drawio", "d2")
    },
    "mermaid": "draw model.keras -o model.mmd",
    "latex": "draw model.keras -o model.tex",
    "tikz": "draw model.keras -o model.tikz",
    "powerpoint": "draw model.keras -o model.pptx",
    "plantuml": "draw model.keras -o model.puml",
    "networkx": "draw model.keras -o model.graphml",
    "graphviz": "draw model.keras -o model.dot",
    "gif": "animate runs/7 -o learning.gif",
    "video": "animate runs/7 -o learning.mp4",
    "mp4": "animate runs/7 -o learning.mp4",
    "history": "curves runs/7 -o curves.svg",
    "learning-curves": "curves runs/7 -o curves.svg",
    "tensorboard": "watch runs/7",
    "activations": "passage model.keras --input image.png -o passage.png",
    "layers": "summary model.keras",
    "info": "summary model.keras",
    "describe": "summary model.keras",
    "inspect": "summary model.keras",
    "compare": "diff old.keras new.keras",
    "lint": "check model.keras",
    "validate": "check model.keras",
    "test": "check model.keras",
    **{
        method: f"explain model.keras --input image.png -o why.png --method {method}"
        for method in ("gradcam", "saliency", "occlusion")
    },
}


def command_line_for(word: str) -> str | None:
    """Return the command line that does what a word of other tools, or the name of a style, stands for.

    Args:
        word: that is not a command.

    Example:
        >>> command_line_for("mermaid"), command_line_for("weights")
        ('draw model.keras -o model.mmd', 'draw model.keras -o model.svg --style weight-graph')
    """
    from dotnet_viz.diagrams import STYLES, synonyms
    from dotnet_viz.errors import OptionError

    name = word.casefold().replace("_", "-")
    if name in WORDS:
        return WORDS[name]
    try:
        return f"{_DRAW} --style {STYLES.name_of(synonyms.STYLES.get(name, name))}"
    except OptionError:
        return None
