"""A page that plays an animation: with buttons, a slider and keys, and nothing from outside.

It holds one picture, that of the last frame, and what of it each frame changes; without scripts the picture stands still.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dotnet_viz.animation.frames import Frames
from dotnet_viz.animation.svg_changes import FrameElement, Values, merged
from dotnet_viz.animation.vectors import frame_svgs
from dotnet_viz.files.templates import resource
from dotnet_viz.renderers.common.escape import xml_attribute, xml_text
from dotnet_viz.renderers.pages.html import page_with_script
from dotnet_viz.translation.scripts import json_text
from dotnet_viz.translation.translate import localised, mark, translate

_SPEEDS = ("0.25", "0.5", "1", "2", "4")
_KEYS = mark("Space plays and pauses, arrows go frame by frame, Home and End to the first and last, + and − change the speed.")


@dataclass
class _Tracks:
    """What changes: number of an element, name of its attribute (empty for its text), value in each frame.

    Values of ``style``, which the page's content policy does not allow, become classes: ``rules`` has the class of each.
    ``sheets`` are the style sheets of pictures in all frames.
    """

    rows: list[tuple[int, str, Values]] = field(default_factory=list)
    elements: int = 0
    rules: dict[str, str] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)

    def add(self, changes: dict[str, Values]) -> str:
        """Take note of an element, and return the attribute that it is found by."""
        if not changes:
            return ""
        number, self.elements = self.elements, self.elements + 1
        self.rows += [(number, name, values) for name, values in changes.items()]
        return f' data-f="{number}"'

    def classed(self, attributes: Mapping[str, Values]) -> Mapping[str, Values]:
        """Return the attributes of an element with classes in place of its styles."""
        if "style" not in attributes:
            return attributes
        found = {name: values for name, values in attributes.items() if name != "style"}
        styles = [self.rules.setdefault(style, f"dv-s{len(self.rules)}") for style in attributes["style"]]
        own = attributes.get("class", ("",))
        count = max(len(styles), len(own))
        pairs = zip(styles * (count // len(styles)), tuple(own) * (count // len(own)), strict=True)
        return {**found, "class": tuple(f"{own} {style}".strip() for style, own in pairs)}


def encode(animation: Frames) -> str:
    """Return a page that plays an animation.

    Args:
        animation: what it shows.
    """
    animation.progress(f"comparing {len(animation.frames)} frames")
    tracks = _Tracks()
    picture = "".join(_element(merged(frame_svgs(animation)), tracks))
    data = {
        "durations": animation.durations,
        "captions": animation.captions,
        "tracks": [(number, name, _shortened(values)) for number, name, values in tracks.rows],
    }
    style = resource("player.css") + "".join(f".{name}{{{style}}}" for style, name in tracks.rules.items() if style)
    body = (
        f'<main class="player" aria-label={xml_attribute(animation.title)}>\n<figure>{picture}</figure>\n'
        f"{''.join(_controls(len(animation.frames)))}</main>\n"
        f'<script type="application/json" id="dv-frames">{json_text(data)}</script>'
    )
    return page_with_script(animation.title, style, body, ("player.js",), tuple(tracks.sheets))


def _element(part: FrameElement, tracks: _Tracks) -> Iterator[str]:
    values_of = tracks.classed(part.attributes)
    changes = {name: values for name, values in values_of.items() if len(values) > 1}
    if part.tag == "style":
        tracks.sheets += part.texts
    if len(part.texts) > 1:
        changes[""] = part.texts
    if not part.is_always_seen:
        changes["display"] = tuple("inline" if seen else "none" for seen in part.seen)
    attributes = {name: values[-1] for name, values in values_of.items()}
    if not part.seen[-1]:
        attributes["display"] = "none"
    text = "".join(f" {name}={xml_attribute(value)}" for name, value in attributes.items())
    yield f"<{part.tag}{text}{tracks.add(changes)}>{xml_text(part.texts[-1])}"
    for child in part.children:
        yield from _element(child, tracks)
    yield f"</{part.tag}>"


def _shortened(values: Sequence[str]) -> list[str | int]:
    return [0 if index and value == values[index - 1] else value for index, value in enumerate(values)]


def _controls(frames: int) -> Iterator[str]:
    yield f'<div class="controls" data-player="controls" role="group" aria-label={_quoted(mark("Player"))} hidden>\n'
    yield f'<button type="button" class="play" data-player="play">{translate("Play")}</button>\n'
    yield f'<button type="button" data-player="back" aria-label={_quoted(mark("Previous frame"))}>◂</button>\n'
    yield f'<button type="button" data-player="on" aria-label={_quoted(mark("Next frame"))}>▸</button>\n'
    last = frames - 1
    frame = f'type="range" data-player="frame" aria-label={_quoted(mark("Frame"))}'
    yield f'<input {frame} min="0" max="{last}" step="1" value="{last}">\n'
    speeds = "".join(
        f'<option value="{speed}"{" selected" if speed == "1" else ""}>{localised(speed)}×</option>' for speed in _SPEEDS
    )
    yield f'<label>{translate("Speed")} <select data-player="speed">{speeds}</select></label>\n'
    yield f'<label><input type="checkbox" data-player="repeat" checked> {translate("Repeat")}</label>\n</div>\n'
    yield '<p class="caption" data-player="caption"></p>\n'
    yield f'<p class="keys" data-player="keys" hidden>{translate(_KEYS)}</p>\n'


def _quoted(message: str) -> str:
    return xml_attribute(translate(message))
