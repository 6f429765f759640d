from __future__ import annotations

import pytest

from dotnet_viz.errors import UnsafeFileError
from dotnet_viz.reporting.own_style.css import MAX_CHARACTERS, check_css


@pytest.mark.parametrize(
    "text",
    [
        ":root { --accent: #a01030; }",
        "h1::before { content: '\\2014 '; } h1 > a { color: red }",
        "h1 { background: url(data:image/png;base64,AAAA) } h2 { fill: url( '#a' ) }",
        "/* https://a.org */ @media (width <= 40rem) { p { margin: 0 } }",
        "p { content: '@important' }",
    ],
)
def test_what_is_inside_the_page_is_taken(text: str) -> None:
    check_css(text, "x.css")


@pytest.mark.parametrize(
    "text",
    [
        "</style><script>alert(1)</script>",
        "p { content: '</STYLE>' }",
        "@import 'x.css';",
        "@IMPORT url(data:text/css,x);",
        "@\\69mport 'x';",
        "@im\\port 'x';",
        "@/* */import 'x';",
        "p { background: url(https://a.org/x.png) }",
        "p { background: url( '//a.org/x' ) }",
        "p { background: URL(x.png) }",
        "p { background: u\\72l(x.png) }",
        "p { background: \\75 rl(x.png) }",
        "p { background: url(/**/x.png) }",
        "p { background: image-set('x.png' 1x) }",
        "p { background: -webkit-image-set(url(data:x) 1x, url(x.png) 2x) }",
        "p { background: cross-fade(url(data:a), 'b') }",
        "@font-face { font-family: a; src: url(file:///a.ttf) }",
        "@namespace url(http://a.org);",
        "p { color: red }" * (MAX_CHARACTERS // 10),
    ],
)
def test_what_ends_the_style_or_loads_something_is_refused(text: str) -> None:
    with pytest.raises(UnsafeFileError, match=r"^x\.css "):
        check_css(text, "x.css")
