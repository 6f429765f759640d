from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from dotnet_viz.charts.svg.cleaning import PREFIX, clean_svg

SOURCE = """<?xml version="1.0"?>
<svg xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg"
 width="72pt" height="36pt" viewBox="0 0 72 36">
<metadata><x/></metadata>
<defs><style type="text/css">*{stroke-linejoin: round}</style></defs>
<g id="figure_1"><g id="lonely">
<path d="M 1.23456789 2.5 L 3.999999 4" clip-path="url(#clip)"/>
<defs><path id="mark" d="M 0 0"/></defs>
<use xlink:href="#mark" style="fill: red"/>
</g>
<g id="points"><use xlink:href="#mark" x="1" style="fill: blue"/><use xlink:href="#mark" x="2" style="fill: blue"/></g>
<text style="font: 10px 'DejaVu Sans'">id="lonely" &lt;b&gt; 1.23456789</text>
</g>
<defs><clipPath id="clip"><rect width="1" height="1"/></clipPath></defs>
</svg>"""


def cleaned() -> str:
    return clean_svg(SOURCE, "A <title>", "What & why")


def test_every_id_has_the_prefix_and_every_reference_its_target() -> None:
    text = cleaned()
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 4
    assert all(name.startswith(PREFIX) for name in ids)
    references = re.findall(r"url\(#([^)]+)\)", text) + re.findall(r'xlink:href="#([^"]+)"', text)
    assert references
    assert set(references) <= set(ids)


def test_no_style_sheet_leaves_the_picture() -> None:
    text = cleaned()
    assert "<style" not in text
    assert "<metadata" not in text
    assert 'stroke-linejoin="round"' in text


def test_sizes_are_css_pixels_and_numbers_short() -> None:
    root = ET.fromstring(cleaned())
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("96", "48", "0 0 72 36")
    assert 'd="M1.23 2.5l2.77 1.5"' in cleaned()


def test_texts_stay_as_they_are() -> None:
    assert 'id="lonely" &lt;b&gt; 1.23456789' in cleaned()
    assert "font: 10px 'DejaVu Sans', Verdana, sans-serif" in cleaned()


def test_only_texts_that_are_turned_are_turned() -> None:
    texts = "".join(f'<text transform="rotate({turn} 5 6)">a</text>' for turn in ("-0", "-90", "-0.5"))
    text = clean_svg(SOURCE.replace("<use", f"{texts}<use", 1), "", "")
    assert re.findall(r"<text[^>]*>a", text) == [
        "<text>a",
        '<text transform="rotate(-90 5 6)">a',
        '<text transform="rotate(-0.5 5 6)">a',
    ]


def test_title_and_description_are_escaped_and_named() -> None:
    root = ET.fromstring(cleaned())
    space = "{http://www.w3.org/2000/svg}"
    assert [root[0].tag, root[0].text, root[1].tag, root[1].text] == [
        f"{space}title",
        "A <title>",
        f"{space}desc",
        "What & why",
    ]
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"


def test_a_style_that_all_points_share_is_said_once() -> None:
    text = cleaned()
    assert text.count("fill: blue") == 1
    assert '<g style="fill: blue"><use' in text


def test_dots_are_short_and_images_keep_their_scale() -> None:
    source = SOURCE.replace("M 1.23456789 2.5 L 3.999999 4", "M 1.23456789 2.5 \nL 1.23456789 2.5 \nz\nM 7 8 \nL 7 8 \nz")
    source = source.replace(
        '<use xlink:href="#mark" style="fill: red"/>', '<image transform="matrix(0.3712345 0 0 1 5 6.123456)"/>'
    )
    text = clean_svg(source, "", "")
    assert 'd="M1.23 2.5h.01M7 8h.01"' in text
    assert 'transform="matrix(0.371235 0 0 1 5 6.12346)"' in text


def test_colours_are_translucent_and_not_elements() -> None:
    shapes = (
        '<path style="fill: #2166ac; opacity: 0.85"/><path style="fill: red; stroke: blue; opacity: 0.5"/>'
        '<path style="fill: none; stroke: red; stroke-opacity: 0.4"/>'
    )
    cleaned = clean_svg(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shapes}</svg>', "t", "d")
    styles = [item.attrib["style"] for item in ET.fromstring(cleaned).iter() if "style" in item.attrib]
    assert styles == [
        "fill: #2166ac; fill-opacity: 0.85",
        "fill: red; stroke: blue; fill-opacity: 0.5; stroke-opacity: 0.5",
        "fill: none; stroke: red; stroke-opacity: 0.4",
    ]
