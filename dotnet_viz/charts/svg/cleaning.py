"""matplotlib's SVG made fit for a page with other pictures: no outer style, few and own ids, a title."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from dotnet_viz.charts.svg.short_paths import short_path
from dotnet_viz.fonts import FAMILY, QUOTED_FONT_FAMILY

# Stands for the prefix of ids until it is known; no text of a picture holds it, since names are made
# harmless by ``fonts.one_line``, which replaces characters of private use.
PREFIX = "\ue000"

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
# A closed line of no length, with round ends: a dot, which thousands of a picture may be.
_DOT = re.compile(r"M ([\d.]+ [\d.]+)\s+L \1\s+z\s*")
_OPACITY = re.compile(r"\bopacity: ([\d.]+)")
# Of every upright text, a third of its bytes.
_NO_TURN = "rotate(-0 "
_NUMERIC = ("d", "x", "y", "width", "height", "transform", "points")


def clean_svg(text: str, title: str, description: str) -> str:
    """Return matplotlib's SVG with ids that start with :data:`PREFIX`, sized in CSS pixels.

    matplotlib's own style sheet would reach every other picture of a page, so it becomes attributes of this
    one; ids that nothing refers to, metadata and comments are left out.

    Args:
        text: the SVG document.
        title: read first by screen readers.
        description: read next.
    """
    # The text comes from matplotlib, never from a user's file.
    source = ET.fromstring(text)  # noqa: S314
    names = {old: f"{PREFIX}-{index}" for index, old in enumerate(_referenced(source))}
    root = _plain(source, names)
    root.attrib.update(_root_attributes(source))
    for child in [child for child in root if child.tag == "metadata" or _is_style_sheet(child)]:
        root.remove(child)
    for index, (tag, content) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(tag, {"id": f"{PREFIX}-{tag}"})
        element.text = content
        root.insert(index, element)
    return ET.tostring(root, encoding="unicode")


def _root_attributes(source: ET.Element) -> dict[str, str]:
    _, _, width, height = (float(number) for number in source.attrib["viewBox"].split())
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "xmlns:xlink": "http://www.w3.org/1999/xlink",
        "width": f"{width * 96 / 72:g}",
        "height": f"{height * 96 / 72:g}",
        "role": "img",
        "aria-labelledby": f"{PREFIX}-title {PREFIX}-desc",
        "stroke-linejoin": "round",
        "stroke-linecap": "butt",
    }


def _referenced(source: ET.Element) -> list[str]:
    """Return the ids that something refers to, in the order of the document."""
    used = {value[1:] for item in source.iter() for key, value in item.attrib.items() if key == f"{_XLINK}href"}
    used |= {found for item in source.iter() for value in item.attrib.values() for found in _REFERENCE.findall(value)}
    return [item.attrib["id"] for item in source.iter() if item.attrib.get("id") in used]


def _plain(item: ET.Element, names: dict[str, str]) -> ET.Element:
    """Copy an element without namespaces, with new ids and shorter numbers."""
    copy = ET.Element(item.tag.removeprefix(_SVG))
    for key, value in item.attrib.items():
        _copy_attribute(copy, key.replace(_XLINK, "xlink:"), value, names)
    copy.text = item.text if item.text and item.text.strip() else None
    for child in item:
        copy.append(_plain(child, names))
    _hoist_style(copy)
    return copy


def _hoist_style(group: ET.Element) -> None:
    """Say a style once that all children of a group share, such as a thousand points."""
    styles = {child.get("style") for child in group}
    if group.tag == "g" and "style" not in group.attrib and len(group) > 1 and len(styles) == 1:
        style = styles.pop()
        if style is not None:
            group.set("style", style)
            for child in group:
                del child.attrib["style"]


def _copy_attribute(copy: ET.Element, key: str, value: str, names: dict[str, str]) -> None:
    if key == "id":
        if value in names:
            copy.set(key, names[value])
    elif key == "xlink:href":
        # An image's data stands there too, and is kept as it is.
        copy.set(key, f"#{names[value[1:]]}" if value.startswith("#") else value)
    elif key == "transform" and value.startswith(_NO_TURN):
        return
    elif key == "transform" and value.startswith("matrix"):  # of an image, whose pixels it multiplies
        copy.set(key, _NUMBER.sub(lambda match: f"{float(match[0]):.6g}", value))
    elif key in _NUMERIC:
        rounded = _NUMBER.sub(_rounded, value)
        copy.set(key, _shorter(rounded) if key == "d" else rounded)
    else:
        value = _translucent(value) if key == "style" else value
        referring = _REFERENCE.sub(lambda match: f"url(#{names[match[1]]})", value)
        copy.set(key, referring.replace(f"'{FAMILY}'", QUOTED_FONT_FAMILY))


def _shorter(path: str) -> str:
    dots = _DOT.sub(r"M\1h.01", path)
    return dots if "h" in dots else short_path(dots)


def _translucent(style: str) -> str:
    """Return a style whose colours let through what is below them, in place of the element as a whole.

    The opacity of an element makes PDF engines turn its page, text and all, into pixels.
    """
    if "-opacity" in style:
        return style
    return _OPACITY.sub(r"fill-opacity: \1" if "stroke:" not in style else r"fill-opacity: \1; stroke-opacity: \1", style)


def _rounded(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 2):g}" if abs(float(match[0])) < 1e4 else match[0]


def _is_style_sheet(item: ET.Element) -> bool:
    return item.tag == "defs" and len(item) > 0 and all(child.tag == "style" for child in item)
