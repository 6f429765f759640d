"""The parts of a style of a single layer: those that change its picture, and those that cannot be honoured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dotnet_viz.compat.visualkeras.arguments import check_parts
from dotnet_viz.compat.visualkeras.defaults import GRAPH_DEFAULTS, LENET_DEFAULTS
from dotnet_viz.errors import OptionError

PARTS = (
    "fill", "outline", "line_width", "text", "font", "font_color",
    "box_text", "box_text_callable", "box_text_color", "box_text_font", "box_text_font_size", "box_text_enabled",
    "box_text_align", "box_text_valign", "box_size", "box_min_size", "box_fill", "box_outline", "box_outline_width",
    "connector_fill", "connector_width", "connector_arrow",
    "image", "image_fit", "image_axis", "image_indices", "scale_image", "circular_crop",
    "node_size", "node_spacing", "ellipsize_after", "show_neurons", "box_scale",
    "face_image", "face_image_fit", "face_image_alpha", "face_image_inset",
    "scale_z", "scale_xy", "min_z", "max_z", "min_xy", "max_xy", "spacing", "shade_step", "draw_volume",
    "patch_fill", "patch_outline", "patch_scale",
)  # fmt: skip
"""The parts that are drawn."""

_IN_BOXES = "texts stand upright in boxes that have room for them"
_ALIKE = "it is the same for all layers of a picture"
# Why a part is not drawn, and the values at which visualkeras draws what is drawn here in any case.
_REFUSED: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "box_orientation": (_IN_BOXES, ("horizontal", "vertical")),
    "box_text_rotation": (_IN_BOXES, (0,)),
    "box_text_wrap": (_IN_BOXES, ("words",)),
    "box_text_max_lines": (_IN_BOXES, ()),
    "box_text_autoshrink": (_IN_BOXES, (True, False)),
    "box_text_min_font_size": (_IN_BOXES, (8,)),
    "box_text_padding": (_IN_BOXES, (8,)),
    "box_text_line_spacing": (_IN_BOXES, ()),
    "text_vspacing": (f"{_ALIKE}: text_vspacing of the view", (4,)),
    "connector_padding": (f"{_ALIKE}: connector_padding of the view", (5,)),
    "layer_spacing": (
        f"{_ALIKE}: layer_spacing of the view",
        (GRAPH_DEFAULTS["layer_spacing"], LENET_DEFAULTS["layer_spacing"]),
    ),
    **{
        name: (f"{_ALIKE}: {name} of the view", (LENET_DEFAULTS[name],))
        for name in ("map_spacing", "max_visual_channels", "top_label_padding", "bottom_label_padding")
    },
    "collapse_badge_enabled": ("collapse_annotations of the view says whether it is written", (True,)),
    "collapse_badge_fill": (_ALIKE, ("white",)),
    "collapse_badge_outline": (_ALIKE, ("black",)),
    "collapse_badge_text_color": (_ALIKE, ("black",)),
    "collapse_badge_font": (_ALIKE, ()),
    "collapse_badge_font_size": (_ALIKE, (12,)),
    "collapse_badge_padding": (_ALIKE, ((4, 2), [4, 2])),
    "collapse_annotation_color": (_ALIKE, ("gray",)),
    "collapse_annotation_font": (_ALIKE, ()),
    "collapse_annotation_font_size": (_ALIKE, (12,)),
    "collapse_annotation_offset": (_ALIKE, (10,)),
    "collapse_annotation_width": (_ALIKE, (2,)),
    "collapse_annotation_head_size": (_ALIKE, (6,)),
}


_WITHOUT_USE = frozenset({"padding"})
"""Parts that visualkeras takes and draws nothing of, either."""


def check_style(key: object, style: object) -> None:
    """Raise where a style has a part that there is not, or one whose value would change nothing.

    Args:
        key: what it is of, for the message.
        style: as a user gives it.

    Raises:
        OptionError: see above.

    Example:
        >>> check_style("conv", {"fill": "red", "box_text_wrap": "words"})
        >>> check_style("conv", {"box_text_rotation": 90})
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: styles['conv'] has box_text_rotation=90, which is not drawn: texts stand upright in \
boxes that have room for them; leave it out
    """
    if not isinstance(style, Mapping):
        raise OptionError(f"styles must hold mappings such as {{'fill': 'red'}}, and it has {style!r} for {key!r}")
    check_parts(f"styles[{key!r}]", (part for part in style if part not in {*_REFUSED, *_WITHOUT_USE}), PARTS)
    for part, value in style.items():
        reason, plain = _REFUSED.get(part, ("", (value,)))
        if value is not None and value not in plain:
            raise OptionError(f"styles[{key!r}] has {part}={value!r}, which is not drawn: {reason}; leave it out")
