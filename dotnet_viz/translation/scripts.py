"""The texts of the scripts of pages, which stand in each page as data in the language that is written.

The scripts have the names of texts alone: there is one copy of each sentence, and scripts are the same in all languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from dotnet_viz.translation.translate import all_forms, in_context, language_tag, mark, mark_plural, notation, translate

_ESCAPED = re.compile("[<>&\ud800-\udfff]")
"""Signs of markup, and halves of characters, which no file can hold."""

ELEMENT = "dv-words"
"""Id of the element that ``templates/words.js`` reads."""

Message = str | tuple[str, str]
"""A sentence, or one with its plural."""

TEXTS: Mapping[str, Mapping[str, Message]] = {
    "theme.js": {
        "theme": mark("Theme"),
        "system": mark("as the system"),
        "light": mark("light"),
        "dark": mark("dark"),
    },
    "tables.js": {
        "table": mark("table"),
        "filter": mark("filter rows"),
        "filterOf": mark("Filter the rows: {table}"),
        "shownRows": mark("{shown} of {rows} rows"),
        "columns": mark("Columns"),
        "scroll": mark("More columns: scroll →"),
        "scrollFigure": mark("More of the figure: scroll →"),
        "copy": mark("Copy CSV"),
        "copyOf": mark("Copy as CSV: {table}"),
        "copied": mark("copied"),
        "refused": mark("This page may not copy."),
    },
    "downloads.js": {
        "save": mark("Save as {kind}: {figure}"),
        "failed": mark("The browser could not make the picture."),
    },
    "anchors.js": {"back": mark("Back to where you were")},
    "frames.js": {
        "folded": mark_plural("{count} layer folded", "{count} layers folded"),
        "foldOrUnfold": mark("{name}: fold or unfold"),
    },
    "interactive.js": {
        "picture": mark("Picture"),
        "zoomOut": mark("Zoom out"),
        "zoomIn": mark("Zoom in"),
        "fit": mark("Fit"),
        "fitWhole": mark("Fit the whole picture"),
        "naturalSize": mark("Natural size"),
        "hideBelow": mark("hide |w| below"),
        "ofEachScale": mark("{share} % of each scale's largest"),
        "inside": mark("Inside {name}"),
        "close": mark("Close"),
        "changes": mark("Changes"),
        "previousChange": mark("Previous change (p)"),
        "nextChange": mark("Next change (n)"),
        "previous": mark("‹ change"),
        "next": mark("change ›"),
        "atChange": mark("change {number} of {count}"),
        "shownChanges": mark_plural("{shown} of {count} change", "{shown} of {count} changes"),
        "kind.neuron": mark("neuron"),
        "kind.bias": mark("bias"),
        "kind.block": mark("block"),
        "kind.folded": mark("folded"),
        "kind.split": mark("split"),
        "kind.leaf": mark("leaf"),
        "kind.fold": mark("folded"),
        "kind.architecture": mark("architecture"),
        "sort.added": mark("added"),
        "sort.removed": mark("removed"),
        "sort.changed": mark("changed"),
        "sort.moved": mark("moved"),
        "sort.rewired": mark("rewired"),
        "sort.resized": mark("resized"),
        "sort.weights": in_context("a title", "weights"),
        "sort.renamed": mark("renamed"),
        "findLayer": mark("find a layer"),
        "findALayer": mark("Find a layer"),
        "hits": mark_plural("{count} hit", "{count} hits"),
        "atHit": mark("{number} of {count}"),
        "more": mark("… {count} more"),
    },
    "comparison.js": {
        "shownChanged": mark("{shown} of {count} shown"),
        "atChange": mark("change {number} of {count}"),
    },
    "browse.js": {
        "best": mark("best {name} {value}"),
        "hide": mark("Hide {name}"),
        "showHidden": mark("Show {count} hidden"),
        "model": mark_plural("{count} model", "{count} models"),
        "modelShown": mark_plural("{shown} of {count} model", "{shown} of {count} models"),
        "modelHide": mark("Hide this model"),
        "run": mark_plural("{count} run", "{count} runs"),
        "runShown": mark_plural("{shown} of {count} run", "{shown} of {count} runs"),
        "runHide": mark("Hide this run"),
    },
    "live.js": {
        "epoch": mark("epoch"),
        "step": mark("step"),
        "bySteps": mark("{name} by step"),
        "epochLast": mark("{name} over the epochs; last: {values}"),
        "stepLast": mark("{name} over the steps; last: {values}"),
        "logarithmicScale": mark("{unit}, logarithmic scale"),
        "atPosition": mark("{unit} {number}: {values}"),
        "line.training": mark("training"),
        "line.validation": mark("validation"),
        "allHidden": mark("every line is hidden"),
        "noValue": mark("no finite value here"),
        "bestAt": mark("best: {value} at {position}"),
        "layerTable": mark("{title}, a row for each tensor and a column for each epoch"),
        "inEpoch": mark("{name}, epoch {number}: {value}"),
        "atEpoch": mark("epoch {number}"),
        "lastValue": mark("last value"),
        "range": mark("from {low} to {high}"),
        "logarithmicRange": mark("from {low} to {high}, logarithmic"),
        "allEqual": mark("all {value}"),
        "shownTensors": mark_plural(
            "{shown} of {count} tensor is shown, evenly chosen.", "{shown} of {count} tensors are shown, evenly chosen."
        ),
        "notRecorded": mark("No finite value was recorded."),
        "histograms": mark("Histograms of {quantity} of {tensor}, one for each epoch"),
        "epochRange": mark("epoch {number}: {low} to {high}"),
        "quantity.gradients": mark("gradients"),
        "quantity.updates": mark("updates"),
        "quantity.weights": in_context("a title", "weights"),
        "quantity.activations": mark("activations"),
        "silent": mark("Nothing new for {minutes} min: epochs are long, or the training was stopped."),
        "written": mark("Written {seconds} s ago; the page loads itself again."),
    },
    "player.js": {
        "play": mark("Play"),
        "pause": mark("Pause"),
        "frame": mark("frame {number} of {count}"),
    },
}
"""Texts by script and name; a name that two scripts have stands for the same text."""


def script_words(*scripts: str) -> str:
    """Return the texts of scripts as JSON that cannot end the element which it stands in.

    A text with a plural is an object: each form by the smallest count that takes it, from which a script finds the form of
    any other count (``Intl.PluralRules``).

    Args:
        scripts: names in :data:`TEXTS`.

    Example:
        >>> script_words("anchors.js")
        '{"language":"en","decimal":".","group":",","texts":{"back":"Back to where you were"}}'
    """
    written = notation()
    texts = {name: _translated(message) for script in scripts for name, message in TEXTS[script].items()}
    return json_text(
        {
            "language": language_tag(),
            "decimal": written.decimal,
            "group": written.group,
            "texts": texts,
        }
    )


def words_element(*scripts: str) -> str:
    """Return the element of a page that holds the texts of its scripts.

    Args:
        scripts: names in :data:`TEXTS`.
    """
    return f'<script type="application/json" id="{ELEMENT}">{script_words(*scripts)}</script>'


def json_text(data: object) -> str:
    r"""Return JSON that cannot end the element of a page which it stands in.

    Args:
        data: plain JSON values.

    Raises:
        ValueError: a number in them is not finite.

    Example:
        >>> json_text({"a": "</script>"})
        '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _translated(message: Message) -> str | Mapping[str, str]:
    if isinstance(message, str):
        return translate(message)
    return {str(count): form for count, form in all_forms(*message).items()}
