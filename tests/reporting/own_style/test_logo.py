from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.reporting.own_style.logo import logo_uri

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "logo"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_pictures_are_known_by_their_content(tmp_path: Path, form: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, form)
    head, _, data = logo_uri(write(tmp_path, buffer.getvalue())).partition(",")
    assert head == f"data:image/{form.lower()};base64"
    assert base64.b64decode(data) == buffer.getvalue()


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<defs><linearGradient id="g"/></defs><path d="M0 0" fill="url(#g)" transform="translate(1, 2)"/>',
        '<use xlink:href="#g"/><image href="data:image/png;base64,AAAA"/>',
        '<style>.a { fill: url("#g") }</style><a href="#g"><text>a</text></a>',
    ],
)
def test_plain_svg_is_taken(tmp_path: Path, inside: str) -> None:
    assert logo_uri(write(tmp_path, SVG.format(inside))).startswith("data:image/svg+xml;base64,")


def test_a_doctype_alone_does_no_harm(tmp_path: Path) -> None:
    doctype = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n'
    assert logo_uri(write(tmp_path, doctype + SVG.format(""))).startswith("data:image/svg+xml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG.format("<script>alert(1)</script>"), "has <script>"),
        (SVG.format('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'), "has <foreignObject>"),
        (SVG.format('<p xmlns="http://www.w3.org/1999/xhtml"/>'), "has <p>"),
        (SVG.format('<a><set attributeName="href" to="javascript:alert(1)"/></a>'), "has <set>"),
        (SVG.format('<path><animate attributeName="d" values="M0 0;M1 1"/></path>'), "has <animate>"),
        (SVG.format('<path><animateTransform attributeName="transform"/></path>'), "has <animateTransform>"),
        (SVG.format('<a href="https://a.org"><text>a</text></a>'), "leads to 'https://a.org'"),
        (SVG.format('<a xlink:href="javascript:alert(1)"/>'), "leads to 'javascript:alert"),
        (SVG.format('<image href="data:image/svg+xml,&lt;svg/&gt;"/>'), "leads to 'data:image/svg"),
        (SVG.format('<path onload="alert(1)"/>'), "the attribute 'onload'"),
        (SVG.format('<image href="https://a.org/x.png"/>'), "leads to 'https://a.org/x.png'"),
        (SVG.format('<image xlink:href="file:///etc/passwd"/>'), "leads to 'file:///etc/passwd'"),
        (SVG.format('<use href="other.svg#a"/>'), "leads to 'other.svg#a'"),
        (SVG.format('<g xml:base="http://a.org/"/>'), "the attribute 'base'"),
        (SVG.format("<style>@import 'x';</style>"), "has @import"),
        (SVG.format("<style><![CDATA[p { fill: url(http://a) }]]></style>"), "loads 'http://a'"),
        (SVG.format('<path style="fill: url(x.svg#a)"/>'), "loads 'x.svg#a'"),
        (SVG.format('<path fill="url(x.svg#a)"/>'), "loads 'x.svg#a'"),
        ('<?xml-stylesheet href="x.css"?>' + SVG.format(""), "has <?xml-stylesheet?>".replace("?", r"\?")),
        ('<!DOCTYPE svg [<!ENTITY a "ha">]>' + SVG.format("&a;"), "declares entities"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1 << 19), "more than 512 KiB"),
    ],
)
def test_more_than_a_picture_is_refused(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(UnsafeFileError, match=words):
        logo_uri(write(tmp_path, content))


@pytest.mark.parametrize("content", ["hello", "<html/>", "<svg/>", SVG[:40], b"\x00\x01"])
def test_what_is_no_picture_is_named(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(UnreadableFileError, match="neither PNG, JPEG, GIF, WebP nor SVG"):
        logo_uri(write(tmp_path, content))


def png(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def test_damaged_and_huge_pictures_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="logo' is damaged"):
        logo_uri(write(tmp_path, png(40, 40)[:20] + b"junk" * 10))
    with pytest.raises(UnsafeFileError, match="has 5,000 x 1 pixels; 4,096 in each direction"):
        logo_uri(write(tmp_path, png(5000, 1)))


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        logo_uri(tmp_path / "logo.png")
