"""The package around one slide: what PowerPoint, Keynote and LibreOffice need beside it (ECMA-376, parts 1 and 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from dotnet_viz.renderers.common.escape import xml_text

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_TYPES = "application/vnd.openxmlformats-officedocument"
_PARTS = {
    "/ppt/presentation.xml": "presentationml.presentation.main",
    "/ppt/slides/slide1.xml": "presentationml.slide",
    "/ppt/slideLayouts/slideLayout1.xml": "presentationml.slideLayout",
    "/ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
    "/ppt/theme/theme1.xml": "theme",
}
_COLORS = {
    "dk1": "1B1F24", "lt1": "FFFFFF", "dk2": "57606A", "lt2": "F3F5F8", "accent1": "1D5FC4", "accent2": "D9844F",
    "accent3": "6A42B0", "accent4": "0B4F82", "accent5": "85888F", "accent6": "2F855A", "hlink": "1D5FC4", "folHlink": "6A42B0",
}  # fmt: skip


def presentation(objects: str, size: tuple[int, int], paper: str | None, title: str, pictures: Sequence[bytes]) -> bytes:
    """Return a presentation of one slide.

    Args:
        objects: XML of what is on the slide.
        size: of the slide in English metric units.
        paper: colour of the slide; ``None`` for that of the presentation.
        title: of the document.
        pictures: PNG files, of which the first is ``rId2`` of the slide.
    """
    parts = {**_parts(objects, size, paper, len(pictures)), "docProps/core.xml": _core(title)}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            _write(archive, name, (_HEAD + text).encode("utf-8", "replace"))
        for number, picture in enumerate(pictures):
            _write(archive, f"ppt/media/image{number + 1}.png", picture)
    return data.getvalue()


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a file with the earliest date that there is, so that the same slide has the same bytes."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    archive.writestr(entry, content)


def _parts(objects: str, size: tuple[int, int], paper: str | None, pictures: int) -> Mapping[str, str]:
    images = [("image", f"../media/image{number + 1}.png") for number in range(pictures)]
    layout, master, slide = "slideLayouts/slideLayout1.xml", "slideMasters/slideMaster1.xml", "slides/slide1.xml"
    fill = ""
    if paper is not None:
        fill = f'<p:bg><p:bgPr><a:solidFill><a:srgbClr val="{paper[1:].upper()}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    tree = f"<p:spTree>{_TREE}</p:spTree>"
    keep = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("officeDocument", "ppt/presentation.xml")], core="docProps/core.xml"),
        "ppt/presentation.xml": _document(size),
        "ppt/_rels/presentation.xml.rels": _relations(
            [("slideMaster", master), ("slide", slide), ("theme", "theme/theme1.xml")]
        ),
        f"ppt/{slide}": f"<p:sld {_NAMES}><p:cSld>{fill}<p:spTree>{_TREE}{objects}</p:spTree></p:cSld>{keep}</p:sld>",
        "ppt/slides/_rels/slide1.xml.rels": _relations([("slideLayout", f"../{layout}"), *images]),
        f"ppt/{layout}": f'<p:sldLayout {_NAMES} type="blank"><p:cSld name="Blank">{tree}</p:cSld>{keep}</p:sldLayout>',
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": _relations([("slideMaster", f"../{master}")]),
        f"ppt/{master}": _master(tree),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            [("slideLayout", f"../{layout}"), ("theme", "../theme/theme1.xml")]
        ),
        "ppt/theme/theme1.xml": _theme(),
    }


def _content_types() -> str:
    parts = "".join(f'<Override PartName="{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in _PARTS.items())
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'{parts}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _relations(targets: Sequence[tuple[str, str]], core: str = "") -> str:
    rows = "".join(
        f'<Relationship Id="rId{number + 1}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    if core:
        rows += f'<Relationship Id="rIdCore" Type="{package}/metadata/core-properties" Target="{core}"/>'
    return f'<Relationships xmlns="{package}">{rows}</Relationships>'


def _document(size: tuple[int, int]) -> str:
    # A slide is never smaller than an inch.
    width, height = (max(914_400, side) for side in size)
    return (
        f'<p:presentation {_NAMES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst><p:sldSz cx="{width}" cy="{height}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def _master(tree: str) -> str:
    colors = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    rows = {**colors, **{name: name for name in _COLORS if name[:2] not in ("dk", "lt")}}
    mapping = " ".join(f'{name}="{color}"' for name, color in rows.items())
    return (
        f"<p:sldMaster {_NAMES}><p:cSld>{tree}</p:cSld><p:clrMap {mapping}/>"
        '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
        "<p:txStyles><p:titleStyle/><p:bodyStyle/><p:otherStyle/></p:txStyles></p:sldMaster>"
    )


def _theme() -> str:
    colors = "".join(f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>' for name, color in _COLORS.items())
    font = '<a:latin typeface="DejaVu Sans"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="dotnet_viz"><a:themeElements>'
        f'<a:clrScheme name="dotnet_viz">{colors}</a:clrScheme><a:fontScheme name="dotnet_viz">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="dotnet_viz"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _core(title: str) -> str:
    names = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    facts = f"<dc:title>{xml_text(title)}</dc:title><dc:creator>dotnet_viz</dc:creator>"
    return f"<cp:coreProperties {names}>{facts}</cp:coreProperties>"
