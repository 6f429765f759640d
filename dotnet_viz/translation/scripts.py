"""The words of the script of interactive pictures: its literals, put in the language that is written as a page is made.

English pages have the scripts as they are in ``templates/``; nothing of a model stands in them.
"""

from __future__ import annotations

import json

from dotnet_viz.translation.translate import ENGLISH, current_language, mark, translate

WORDS = (
    mark("Fit the whole picture"),
    mark("Natural size"),
    mark("Zoom in"),
    mark("Zoom out"),
    mark("find a layer"),
    mark("Find a layer"),
    mark("hide |w| below"),
    mark("Close"),
    mark("Inside "),
    mark("Changes"),
    mark("Previous change (p)"),
    mark("Next change (n)"),
    mark("‹ change"),
    mark("change ›"),
    mark("change "),
    mark(" of "),
    mark("Picture"),
)
"""Texts that are whole literals of the script."""
_PARTS = (
    ('Fit: ["', '"{}": ["', (mark("Fit"),)),
    ('(count === 1 ? " layer" : " layers") + " folded"', '"{}"', (mark(" layers folded"),)),
)
"""Parts of a script, what stands for them, and the texts in it."""


def translated_script(script: str) -> str:
    """Return a script with its texts in the language that is written.

    Args:
        script: as it is in ``templates/``.

    Example:
        >>> from dotnet_viz.translation.translate import in_language
        >>> with in_language("es"):
        ...     translated_script('tools.title = "Zoom in";')
        'tools.title = "Acercar";'
    """
    if current_language() == ENGLISH:
        return script
    for part, pattern, texts in _PARTS:
        script = script.replace(part, pattern.format(*(_literal(translate(text))[1:-1] for text in texts)))
    for text in WORDS:
        script = script.replace(_literal(text), _literal(translate(text)))
    return script


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
