"""What no name may do in the formats of pictures: end a text, add a line or an element, run or load something."""

from __future__ import annotations

import gzip
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from dotnet_viz.errors import OptionError

_COMMANDS = re.compile(r"\\(?:[A-Za-z]+|[{}$&#_%, ])")
_RUNS = ("input", "include", "write", "openout", "openin", "catcode", "csname", "def", "immediate", "read")
_CODES = re.compile(r"<U\+[0-9A-F]{4,6}>|</?color(:#[0-9a-f]{6})?>|\\n")
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def check_formats(drawing: Any) -> None:
    """Raise where a name breaks out of a format.

    Args:
        drawing: of a model with such names.
    """
    for form, check in CHECKS.items():
        try:
            content = drawing.to_format(form)
        except OptionError as error:
            if "another kind of picture" not in str(error):
                raise
            continue
        check(content)


def check_tex(text: str) -> None:
    """Raise where a name is a command, or opens or closes a brace.

    Args:
        text: of a document or a picture.
    """
    body = text.partition(r"\begin{tikzpicture}")[2].partition(r"\end{tikzpicture}")
    assert body[1], "no end"
    lines = [line for line in body[0].splitlines() if not line.lstrip().startswith("%")]
    inside = "\n".join(lines)
    assert not {f"\\{name}" for name in _RUNS} & {match.strip() for match in _COMMANDS.findall(inside)}
    plain = _COMMANDS.sub("", inside)
    assert plain.count("{") == plain.count("}"), "braces"
    assert "^^" not in text


def check_eps(text: str) -> None:
    """Raise where a name is an operator.

    Args:
        text: of the file.
    """
    assert text.isascii()
    assert text.count("showpage") == text.count("%%BoundingBox") == 1


def check_xml(text: str) -> None:
    """Raise where a file is no XML, or a cell of draw.io has HTML.

    Args:
        text: of the file.
    """
    for element in ET.fromstring(text).iter():
        assert "html=1" not in element.get("style", "")
        assert not element.get("link")


def check_pptx(data: bytes) -> None:
    """Raise where a part of a presentation is no XML, or a relation leads out of it.

    Args:
        data: of the file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith(".png"):
                for element in ET.fromstring(archive.read(name)).iter():
                    assert element.get("TargetMode") != "External"
                    assert not element.tag.endswith("hlinkClick")


def check_excalidraw(text: str) -> None:
    """Raise where a file is no JSON, or an element has a link.

    Args:
        text: of the file.
    """
    assert all(element["link"] is None for element in json.loads(text)["elements"])


def check_d2(text: str) -> None:
    """Raise where a name is more than a string.

    Args:
        text: of the file.
    """
    for line in text.splitlines():
        rest = "" if line.startswith("#") else _QUOTED.sub("", line)
        assert re.fullmatch(r"[A-Za-z0-9 .:;{}>-]*", rest), line[:200]


def check_plantuml(text: str) -> None:
    """Raise where a name has a sign of PlantUML.

    Args:
        text: of the file.
    """
    for line in text.splitlines()[1:-1]:
        rest = _CODES.sub("", line)
        assert rest.count('"') in (0, 2), line[:200]
        assert not set("!%@'\\$`") & set(rest), line[:200]


def check_text(text: str) -> None:
    """Raise where a text has characters that act on a terminal.

    Args:
        text: as it is printed.
    """
    assert not {sign for sign in text if sign != "\n" and (unicodedata.category(sign) == "Cc" or sign in _BIDI)}


def check_dot(text: str) -> None:
    """Raise where a quoted string or a table does not end where it should.

    Args:
        text: of the file.
    """

    def quoted(found: re.Match[str]) -> str:
        if found["table"]:
            ET.fromstring(found["table"])
        return ""

    plain = re.sub(r'"(?:[^"\\]|\\.|\\\n)*"|<(?P<table><table .*?</table>)>', quoted, text, flags=re.DOTALL)
    assert plain.count("{") == plain.count("}")
    assert '"' not in plain


CHECKS: Mapping[str, Callable[[Any], None]] = {
    "tex": check_tex,
    "tikz": check_tex,
    "eps": check_eps,
    "drawio": check_xml,
    "graphml": check_xml,
    "gexf": check_xml,
    "pptx": check_pptx,
    "excalidraw": check_excalidraw,
    "d2": check_d2,
    "puml": check_plantuml,
    "txt": check_text,
    "dot": check_dot,
    "svgz": lambda data: check_xml(gzip.decompress(data).decode()),
}
"""By the name of the format."""
