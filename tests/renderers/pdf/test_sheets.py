from __future__ import annotations

from dotnet_viz.renderers.pdf.sheets import LANDSCAPE, LANDSCAPE_END, take_apart

PAGE = (
    "<html><head><style>@page{size:A4}@page landscape { size: A4 landscape; }</style></head><body>"
    '<a href="#w">wide</a><a href="#row">row</a><p id="top">top</p>'
    f'{LANDSCAPE}<figure id="w">wide<p id="row">row</p><p id="unused">x</p><a href="#top">up</a></figure>{LANDSCAPE_END}'
    f"<p>rest</p></body></html>"
)


def test_a_page_without_landscape_parts_is_left_as_it_is() -> None:
    sheets = take_apart("<html><body>a</body></html>")
    assert (sheets.portrait, sheets.landscape, sheets.starts) == ("<html><body>a</body></html>", "", ())


def test_landscape_parts_leave_the_anchors_that_links_lead_to() -> None:
    sheets = take_apart(PAGE)
    assert "wide<p" not in sheets.portrait
    assert "rest" in sheets.portrait
    assert all(f'<div id="{name}"' in sheets.portrait for name in ("w", "row"))
    assert 'id="unused"' not in sheets.portrait
    assert sheets.anchors == {"w", "row"}
    assert sheets.starts == ("w",)


def test_landscape_pages_have_their_own_rule_and_anchors_for_links_back() -> None:
    landscape = take_apart(PAGE).landscape
    assert "<style>@page { size: A4 landscape; }</style></head>" in landscape
    assert "rest" not in landscape
    assert landscape.index("</figure>") < landscape.index('<div id="top"')
