from __future__ import annotations

import base64
import io
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from dotnet_viz.layouts import place
from dotnet_viz.renderers import render
from dotnet_viz.renderers.pixels.png import png
from dotnet_viz.renderers.svg import rasterized_edges
from dotnet_viz.renderers.svg.document import svg
from dotnet_viz.renderers.svg.rasterized_edges import painted_image
from dotnet_viz.scene import Scene
from tests.scene_builders import neurons

Pixels = NDArray[np.uint8]


def image(data: bytes) -> Pixels:
    from PIL import Image

    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def pixels(scene: Scene) -> Pixels:
    found = re.search(r'base64,([^"]+)"', painted_image(scene))
    assert found is not None
    return image(base64.b64decode(found[1]))


def changed(scene: Scene, **fields: Any) -> Scene:
    return replace(scene, bundles=tuple(replace(bundle, **fields) for bundle in scene.bundles))


def solid(scene: Scene) -> Scene:
    return changed(scene, dashed=np.zeros(len(scene.bundles[0]), dtype=np.bool_))


@pytest.mark.parametrize("direction", ["LR", "TB", "RL", "BT"])
def test_painted_lines_look_like_drawn_ones(direction: str) -> None:
    scene = solid(place(replace(neurons((9, 7), direction=direction), captions=(), notes=(), dpi=192)))
    assert scene.size is not None
    drawn = image(png(svg(scene), *scene.size, scale=2.0)).astype(int)
    quick = image(png(svg(scene, smooth=False), *scene.size, scale=2.0)).astype(int)
    assert drawn.shape == quick.shape
    bare = image(png(svg(replace(scene, bundles=())), *scene.size, scale=2.0)).astype(int)
    assert np.abs(drawn - quick).mean() < 0.25 * np.abs(drawn - bare).mean()


def test_dashes_have_gaps_of_the_right_size() -> None:
    scene = solid(place(neurons((5, 5))))
    whole = np.count_nonzero(pixels(scene)[..., 3])
    dashed = np.count_nonzero(pixels(changed(scene, dashed=np.ones(25, dtype=np.bool_)))[..., 3])
    assert dashed / whole == pytest.approx(5 / 8, abs=0.08)


def test_later_lines_cover_earlier_ones() -> None:
    scene = place(neurons((1, 1)))
    (bundle,) = scene.bundles
    both = np.zeros(2, dtype=np.intp)
    colors = np.array([[255, 0, 0], [0, 0, 255]], dtype=np.uint8)
    two = replace(
        bundle, source_index=both, target_index=both, values=np.ones(2), widths=np.ones(2), colors=colors, dashed=both > 0
    )
    found = pixels(replace(scene, bundles=(two,)))
    assert {tuple(color) for color in found[found[..., 3] > 0][:, :3].tolist()} == {(0, 0, 255)}


@pytest.mark.parametrize("width", [0.5, 1.0, 4.0])
def test_a_line_is_as_wide_as_it_should_be(width: float) -> None:
    scene = place(neurons((1, 1)))
    (bundle,) = scene.bundles
    found = pixels(replace(scene, bundles=(replace(bundle, widths=np.array([width]), dashed=np.array([False])),)))
    heights = np.count_nonzero(found[..., 3], axis=0)
    assert heights.max() == max(1, round(2 * width))


def test_more_colours_than_a_palette_holds_are_distinguished_nearly() -> None:
    scene = solid(place(neurons((40, 40))))
    colors = np.random.default_rng(0).integers(0, 256, size=(1600, 3), dtype=np.uint8)
    found = pixels(changed(scene, colors=colors))
    packed = np.unique(found[found[..., 3] > 0][:, :3].astype(int) @ [1 << 16, 1 << 8, 1])
    seen = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    assert 20 < len(seen) <= 255
    distance = np.abs(seen[:, np.newaxis] - colors[np.newaxis].astype(int)).max(axis=2).min(axis=1)
    assert distance.max() <= 32


def test_a_huge_picture_is_painted_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasterized_edges, "MAX_PIXELS", 10_000)
    scene = place(neurons((9, 9)))
    found = pixels(scene)
    assert found.shape[0] * found.shape[1] < 11_000
    assert found[..., 3].any()


def test_a_png_of_very_many_lines_is_painted_and_one_of_few_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def spy(scene: Scene) -> str:
        calls.append(scene.title)
        return ""

    monkeypatch.setattr("dotnet_viz.renderers.svg.bundles.painted_image", spy)
    render(place(neurons((3, 3))), "png")
    assert calls == []
    render(place(neurons((90, 90))), "png", scale=0.5)
    assert calls == ["Weights"]


def test_a_painted_picture_has_bounded_pixels_unless_more_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasterized_edges, "USUAL_PIXELS", 100_000)
    scene = place(neurons((70, 70)))
    assert scene.size is not None
    height, width, _ = image(bytes(render(scene, "png"))).shape  # type: ignore[arg-type]
    assert height * width == pytest.approx(100_000, rel=0.02)
    height, width, _ = image(bytes(render(scene, "png", scale=0.5))).shape  # type: ignore[arg-type]
    assert (width, height) == pytest.approx((scene.size[0] / 2, scene.size[1] / 2), abs=1)


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert painted_image(place(neurons((20, 20)))) == painted_image(place(neurons((20, 20))))
