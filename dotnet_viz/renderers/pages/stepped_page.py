"""Several pictures as one page to step through, with keys and buttons and without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dotnet_viz.renderers.common.escape import xml_attribute, xml_text
from dotnet_viz.renderers.pages.content_policy import content_policy, styles_of_pictures
from dotnet_viz.translation.translate import language_tag, translate

_STYLE = """\
body{margin:0;font:15px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff}
h1{font-size:1.25rem;margin:1rem 1.5rem .25rem}p{margin:0 1.5rem .75rem;color:#555}
main{display:flex;align-items:flex-start}
nav{flex:0 0 15rem;max-height:88vh;overflow:auto;padding:0 .5rem 1rem 1rem}
nav label{display:block;padding:.3rem .6rem;border-radius:.3rem;cursor:pointer;overflow-wrap:anywhere}
nav label:hover{background:#eef2f7}
section{display:none;flex:1;padding:0 1.5rem 1.5rem;min-width:0}
section svg{max-width:100%;height:auto}
.go label{display:inline-block;padding:.25rem .9rem;margin:0 .5rem .75rem 0;border:1px solid #888;border-radius:.3rem}
.go label{cursor:pointer}
input{position:absolute;opacity:0}
@media print{nav,.go{display:none}section{display:block!important;break-inside:avoid}}
"""


def stepped_page(title: str, about: str, steps: Sequence[tuple[str, str]]) -> str:
    """Return a page that shows one picture at a time: the arrow keys, two buttons and a list go from one to the next.

    Args:
        title: of the page.
        about: a sentence below it.
        steps: the name of each, as plain text, and its picture, an ``<svg>`` element whose ids no other has.

    Example:
        >>> page = stepped_page("a < b", "", [("one", "<svg/>"), ("two", "<svg/>")])
        >>> page.count("a &lt; b"), page.count('type="radio"'), "<script" in page
        (2, 2, False)
    """
    rules = "".join(
        f"#i{number}:checked~main #s{number}{{display:block}}"
        f"#i{number}:checked~main nav label[for=i{number}]{{background:#2166ac;color:#fff}}"
        f"#i{number}:focus-visible~main nav label[for=i{number}]{{outline:2px solid #1a1a1a}}"
        for number in range(len(steps))
    )
    first = " checked autofocus"
    inputs = "".join(
        f'<input type="radio" name="step" id="i{number}"{"" if number else first} aria-label={xml_attribute(name)}>'
        for number, (name, _) in enumerate(steps)
    )
    listed = "".join(f'<label for="i{number}">{number + 1}. {xml_text(name)}</label>' for number, (name, _) in enumerate(steps))
    style = f"{_STYLE}{rules}"
    policy = content_policy([style, *(text for _, picture in steps for text in styles_of_pictures(picture))])
    return (
        f'<!DOCTYPE html>\n<html lang="{language_tag()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f"<title>{xml_text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<h1>{xml_text(title)}</h1>\n<p>{xml_text(about)}</p>\n{inputs}\n<main>\n<nav>{listed}</nav>\n"
        f"{''.join(_sections(steps))}</main>\n</body>\n</html>\n"
    )


def _sections(steps: Sequence[tuple[str, str]]) -> Iterator[str]:
    for number, (_, picture) in enumerate(steps):
        back = f'<label for="i{number - 1}">{xml_text(translate("← back"))}</label>' if number else ""
        on = f'<label for="i{number + 1}">{xml_text(translate("next →"))}</label>' if number < len(steps) - 1 else ""
        yield f'<section id="s{number}"><div class="go">{back}{on}</div>\n{picture}</section>\n'
