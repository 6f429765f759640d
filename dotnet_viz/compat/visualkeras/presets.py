"""What ``layered_view`` takes where nothing is given, its presets, and its texts that have names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dotnet_viz.errors import unknown_choice

TextCallable = Callable[[int, Any], tuple[str, bool]]

LAYERED_TEXT_CALLABLES: Mapping[str, TextCallable] = {
    "name": lambda _, layer: (layer.name, False),
    "type_name": lambda _, layer: (f"{layer.__class__.__name__}\n{layer.name}", True),
    "name_shape": lambda _, layer: (f"{layer.name}\nshape: {layer.output_shape}", False),
}
LAYERED_PRESETS: Mapping[str, Mapping[str, Any]] = {
    "default": {},
    "flat": {"draw_volume": False, "draw_funnel": False, "shade_step": 0},
    "presentation": {
        "draw_volume": False,
        "spacing": 40,
        "padding": 30,
        "scale_xy": 2.5,
        "scale_z": 1.0,
        "legend": True,
        "show_dimension": True,
        "sizing_mode": "balanced",
        "text_callable": LAYERED_TEXT_CALLABLES["name_shape"],
    },
}
LAYERED_DEFAULTS: Mapping[str, Any] = {
    "to_file": None,
    "min_z": 20,
    "min_xy": 20,
    "max_z": 400,
    "max_xy": 2000,
    "scale_z": 1.5,
    "scale_xy": 4,
    "type_ignore": None,
    "index_ignore": None,
    "color_map": None,
    "one_dim_orientation": "z",
    "index_2D": (),
    "background_fill": "white",
    "draw_volume": True,
    "draw_reversed": False,
    "padding": 10,
    "text_callable": None,
    "text_vspacing": 4,
    "spacing": 10,
    "draw_funnel": True,
    "shade_step": 10,
    "legend": False,
    "legend_text_spacing_offset": 15,
    "font": None,
    "font_color": "black",
    "show_dimension": False,
    "sizing_mode": "accurate",
    "dimension_caps": None,
    "relative_base_size": 20,
}


def named_text(text: TextCallable | str) -> TextCallable:
    """Return a callable that may be given by its name.

    Raises:
        OptionError: there is none of that name.
    """
    if not isinstance(text, str):
        return text
    if text not in LAYERED_TEXT_CALLABLES:
        raise unknown_choice("text_callable", text, LAYERED_TEXT_CALLABLES)
    return LAYERED_TEXT_CALLABLES[text]
