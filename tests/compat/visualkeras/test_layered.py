"""``layered_view`` as notebooks call it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFont

from dotnet_viz.compat import layered_view
from dotnet_viz.compat.visualkeras.defaults import LAYERED_DEFAULTS as DEFAULTS
from dotnet_viz.compat.visualkeras.options import LAYERED_PRESETS, LAYERED_TEXT_CALLABLES
from dotnet_viz.errors import OptionError, OutputError
from dotnet_viz.fonts import font_file
from dotnet_viz.graph import Graph
from tests.conftest import DATA
from tests.diagrams.block_graphs import sized_chain, skip_graph, small_cnn

FILES = DATA / "models"


def functional(graph: Graph) -> Graph:
    """Return the graph as a functional model, whose input layer is listed."""
    return Graph(graph.name, "Functional", graph.nodes, graph.edges)


def colors(image: Image.Image) -> set[str]:
    """Return the colours that occur."""
    pixels = np.unique(np.asarray(image).reshape(-1, 4), axis=0)
    return {f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue, _ in pixels.tolist()}


def test_the_signature_is_the_originals() -> None:
    names = list(inspect.signature(layered_view).parameters)
    assert names[:6] == ["model", "to_file", "min_z", "min_xy", "max_z", "max_xy"]
    assert names[-4:] == ["logos_legend", "styles", "options", "preset"]
    given = {
        name: parameter.default for name, parameter in inspect.signature(layered_view).parameters.items() if name in DEFAULTS
    }
    assert given == dict(DEFAULTS)
    assert (given["scale_z"], given["scale_xy"], given["sizing_mode"], given["shade_step"]) == (1.5, 4, "accurate", 10)


def test_it_returns_an_image_of_the_originals_size() -> None:
    image = layered_view(functional(sized_chain(("InputLayer", (None, 30, 30, 4)), ("Conv2D", (None, 30, 30, 40)))))
    assert image.mode == "RGBA"
    # 20 and 60 long, 120 high and 40 deep, 10 apart, 10 of paper at both sides.
    assert image.size == pytest.approx((20 + 10 + 60 + 40 + 20, 120 + 40), abs=2)


def test_the_input_of_a_sequential_model_is_not_listed() -> None:
    chain = small_cnn()
    assert layered_view(chain).width < layered_view(functional(chain)).width


def test_layers_are_left_out_by_class_name_or_index() -> None:
    class Flatten:
        """Stands for the class of Keras."""

    whole = layered_view(small_cnn()).width
    assert layered_view(small_cnn(), type_ignore=[Flatten]).width == layered_view(small_cnn(), index_ignore=[2]).width < whole
    assert layered_view(small_cnn(), type_ignore=["Flatten"]).width < whole
    with pytest.warns(UserWarning, match="index_ignore names the layer 4; there are 0 to 3"):
        assert layered_view(small_cnn(), index_ignore=[2, 4]).width < whole


def test_a_layer_that_is_not_there_is_reported_once() -> None:
    with pytest.warns(UserWarning, match="styles names 'nobody'") as found:
        layered_view(small_cnn(), styles={"nobody": {"fill": "red"}})
    assert len(found) == 1


def test_colours(tmp_path: Path) -> None:
    chosen: dict[str, dict[str, object]] = {"Conv2D": {"fill": "orange", "outline": (1, 2, 3)}, "Dense": {"fill": "#112233"}}
    target = tmp_path / "colours.svg"
    found = colors(layered_view(small_cnn(), target, color_map=chosen, background_fill="teal"))
    assert {"#ffa500", "#112233", "#008080"} <= found
    assert "#010203" in target.read_text(encoding="utf-8")
    assert "#f59b00" in found  # the top: ten lower in each part
    assert "#ff0000" in colors(layered_view(small_cnn(), color_map={"Dense": "red"}))  # type: ignore[dict-item]
    with pytest.raises(OptionError, match="background_fill"):
        layered_view(small_cnn(), background_fill="no colour")


def test_classes_have_the_originals_colours_in_their_order_and_funnels_those_of_outlines(tmp_path: Path) -> None:
    chain = sized_chain(("Conv2D", (None, 9, 9, 4)), ("Dropout", (None, 9, 9, 4)), ("Dense", (None, 9)))
    assert {"#ffd166", "#ef476f", "#06d6a0"} <= colors(layered_view(chain))
    given = layered_view(chain, color_map={"Conv2D": {"fill": "orange"}})
    assert {"#ffa500", "#ffd166", "#ef476f"} <= colors(given)
    assert "#06d6a0" not in colors(given)
    outlines = {kind: {"outline": "#0000ff"} for kind in ("Conv2D", "Dropout", "Dense")}
    target = tmp_path / "a.svg"
    layered_view(chain, target, color_map=outlines)
    assert "#808080" not in target.read_text(encoding="utf-8")
    layered_view(chain, target, color_map=outlines, connector_fill="#ff00ff")
    assert "#ff00ff" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("style", "change"),
    [
        ({"min_z": 60}, (40, 0)),
        ({"scale_xy": 8}, None),
        ({"spacing": 30}, (20, 0)),
        ({"draw_volume": False}, None),
        ({"shade_step": 60}, (0, 0)),
        ({"font": None, "padding": 3}, (0, 0)),
    ],
)
def test_single_layers_have_sizes_of_their_own(style: dict[str, Any], change: tuple[int, int] | None) -> None:
    chain = sized_chain(("Conv2D", (None, 9, 9, 4)), ("Conv2D", (None, 9, 9, 4)))
    plain, own = layered_view(chain), layered_view(chain, styles={"layer_0": style})
    if change is not None:
        assert (own.width - plain.width, own.height - plain.height) == pytest.approx(change, abs=1)
    assert (own == plain) == ("font" in style)


def test_a_text_of_one_layer_has_a_colour_of_its_own() -> None:
    image = layered_view(small_cnn(), text_callable="type", styles={"Dense": {"font_color": "#ff0000"}})
    assert "#ff0000" in colors(image)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("min_z", 60),
        ("min_xy", 50),
        ("max_z", 30),
        ("max_xy", 60),
        ("scale_z", 3.0),
        ("scale_xy", 2.0),
        ("one_dim_orientation", "y"),
        ("index_2D", [0]),
        ("draw_volume", False),
        ("draw_reversed", True),
        ("padding", 33),
        ("spacing", 40),
        ("draw_funnel", False),
        ("shade_step", 40),
        ("shade_step", 10.5),
        ("connector_fill", "red"),
        ("connector_width", 3),
        ("layered_groups", [{"name": "Encoder", "indices": [0, 1]}]),
        ("logo_groups", [{"text": "x", "fill": "red", "indices": [0]}]),
        ("styles", {"n1": {"fill": "red"}}),
        ("legend", True),
        ("show_dimension", True),
        ("sizing_mode", "logarithmic"),
        ("text_callable", lambda index, layer: (f"{index} {layer.name}", False)),
        ("preset", "presentation"),
        ("options", {"spacing": 77}),
    ],
)
def test_every_option_changes_the_picture(option: str, value: Any) -> None:
    plain, changed = layered_view(small_cnn()), layered_view(small_cnn(), **{option: value})
    assert plain.size != changed.size or plain.tobytes() != changed.tobytes()


def test_sizes_of_the_relative_and_capped_modes() -> None:
    one = sized_chain(("Dense", (None, 10)))
    assert (
        layered_view(one, sizing_mode="relative", relative_base_size=30).width > layered_view(one, sizing_mode="relative").width
    )
    capped = layered_view(small_cnn(), sizing_mode="capped", dimension_caps={"channels": 50, "sequence": 60})
    assert capped.width < layered_view(small_cnn(), sizing_mode="capped").width
    with pytest.raises(OptionError, match=r"unknown dimension cap 'channel'; .*did you mean 'channels'"):
        layered_view(small_cnn(), dimension_caps={"channel": 3})


def test_text_gets_its_spacing_and_colour() -> None:
    def tell(index: int, layer: Any) -> tuple[str, bool]:
        return f"{index}\n{layer.name}", True

    near, far = (layered_view(small_cnn(), text_callable=tell, text_vspacing=gap) for gap in (0, 30))
    assert far.height - near.height == 30
    assert "#ff0000" in colors(layered_view(small_cnn(), text_callable=tell, font_color="red"))


def test_text_gets_the_number_among_the_drawn_and_a_layer_with_its_output_shape() -> None:
    seen: list[tuple[int, str, str, Any]] = []

    def tell(index: int, layer: Any) -> tuple[str, bool]:
        seen.append((index, layer.name, layer.__class__.__name__, layer.output_shape))
        return "", False

    layered_view(small_cnn(), text_callable=tell, index_ignore=[0])
    assert seen == [
        (0, "n2", "MaxPooling2D", (None, 13, 13, 32)),
        (1, "n3", "Flatten", (None, 5408)),
        (2, "n4", "Dense", (None, 10)),
    ]


@pytest.mark.parametrize("name", LAYERED_TEXT_CALLABLES)
def test_ready_made_texts(name: str) -> None:
    assert layered_view(small_cnn(), text_callable=LAYERED_TEXT_CALLABLES[name]).height > layered_view(small_cnn()).height


@pytest.mark.parametrize("name", LAYERED_PRESETS)
def test_presets(name: str) -> None:
    image = layered_view(small_cnn(), preset=name)
    assert (image.tobytes() == layered_view(small_cnn()).tobytes()) == (name == "default")


def test_options_come_from_a_bundle_and_arguments_win() -> None:
    class Options:
        def to_kwargs(self) -> dict[str, Any]:
            return {"spacing": 50, "padding": 40}

    bundled = layered_view(small_cnn(), options=Options())
    assert bundled.size == layered_view(small_cnn(), spacing=50, padding=40).size
    assert (
        layered_view(small_cnn(), options=Options(), padding=20).size == layered_view(small_cnn(), spacing=50, padding=20).size
    )
    with pytest.raises(OptionError, match=r"unknown option of layered_view: 'pading'; .*did you mean 'padding'"):
        layered_view(small_cnn(), options={"pading": 1})
    with pytest.raises(OptionError, match="options must be"):
        layered_view(small_cnn(), options=3)
    with pytest.raises(OptionError, match="unknown preset 'flet'"):
        layered_view(small_cnn(), preset="flet")


def test_fonts_of_pillow_set_the_size_of_all_texts() -> None:
    sizes = [layered_view(small_cnn(), legend=True, font=ImageFont.load_default(size=size)).height for size in (10, 40)]
    assert sizes[1] > sizes[0] + 30
    own = ImageFont.truetype(font_file(), 24)
    assert layered_view(small_cnn(), legend=True, font=own).height > layered_view(small_cnn(), legend=True).height
    with pytest.raises(OptionError, match="font must be a font"):
        layered_view(small_cnn(), legend=True, font="arial")


@pytest.mark.parametrize("suffix", ["png", "jpg", "svg", "pdf", "dot", "bmp"])
def test_it_writes_files_of_many_formats(suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"model.{suffix}"
    layered_view(small_cnn(), to_file=str(target), legend=True)
    start = target.read_bytes()[:8]
    expected = {"png": b"\x89PNG", "jpg": b"\xff\xd8", "svg": b"<svg", "pdf": b"%PDF", "dot": b"digraph", "bmp": b"BM"}
    assert start.startswith(expected[suffix])


def test_files_are_refused_before_anything_is_drawn(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="unknown picture format 'xyz'"):
        layered_view(small_cnn(), to_file=tmp_path / "model.xyz")
    with pytest.raises(OutputError):
        layered_view(small_cnn(), to_file=tmp_path / "missing" / "model.png")
    with pytest.raises(OptionError, match=r"a \.svg is set in DejaVu Sans only"):
        layered_view(small_cnn(), to_file=tmp_path / "model.svg", font=ImageFont.load_default(size=20))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", sorted(FILES.glob("*.keras")), ids=lambda path: path.stem)
def test_files_are_drawn(path: Path) -> None:
    image = layered_view(path, legend=True, sizing_mode="balanced")
    assert min(image.size) > 50


def test_branches_are_laid_out() -> None:
    assert layered_view(skip_graph(), spacing=10).width > 0


@pytest.mark.keras
def test_live_layers_reach_the_text_with_their_own_class() -> None:
    import keras

    model = keras.Sequential(
        [keras.Input((8, 8, 1)), keras.layers.Conv2D(4, 3), keras.layers.Flatten(), keras.layers.Dense(3, name="last")]
    )
    seen: list[Any] = []

    def tell(index: int, layer: Any) -> tuple[str, bool]:
        seen.append(layer)
        return "x".join(str(size) for size in layer.output_shape if size is not None), bool(index % 2)

    image = layered_view(model, text_callable=tell, type_ignore=[keras.layers.Flatten])
    assert [isinstance(layer, kind) for layer, kind in zip(seen, (keras.layers.Conv2D, keras.layers.Dense), strict=True)] == [
        True
    ] * 2
    assert seen[1].units == 3
    assert image.width > 0


@pytest.mark.parametrize("form", [tuple, np.array, iter])
def test_sequences_and_colours_may_be_arrays(form: Any) -> None:
    given: dict[str, list[Any]] = {"type_ignore": ["Flatten"], "index_ignore": [1], "index_2D": [0, 2]}
    plain = layered_view(small_cnn(), **given, background_fill=(250, 240, 230))  # type: ignore[arg-type]
    arrays: dict[str, Any] = {name: form(value) for name, value in given.items()}
    assert layered_view(small_cnn(), **arrays, background_fill=np.array([250, 240, 230])) == plain


def test_types_may_be_classes_and_sets() -> None:
    class Flatten:
        """As Keras names its own."""

    plain = layered_view(small_cnn(), type_ignore=["Flatten"], color_map={"Dense": {"fill": "red"}})
    assert layered_view(small_cnn(), type_ignore={Flatten}, color_map={type("Dense", (), {}): {"fill": "red"}}) == plain


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"index_ignore": ["a"]}, "index_ignore must be a sequence of whole numbers"),
        ({"type_ignore": 3}, "type_ignore must be a sequence of names"),
        ({"color_map": ["Dense"]}, "color_map must be a dict by names"),
        ({"color_map": {"Dense": 3}}, "color_map must be a dict of {'fill'"),
        (
            {"color_map": {"Dense": {"color": "red"}}},
            "unknown part of color_map['Dense']: 'color'",
        ),
    ],
)
def test_what_is_no_sequence_or_map_is_reported(options: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError) as caught:
        layered_view(small_cnn(), **options)
    assert words in str(caught.value)


def test_names_of_classes_that_are_none_are_reported_and_classes_are_taken_as_they_are() -> None:
    with pytest.raises(OptionError, match=r"type_ignore names 'Conv2d'.*did you mean 'Conv2D'\?\); this model has: "):
        layered_view(small_cnn(), type_ignore=["Conv2d"])
    with pytest.raises(OptionError, match=r"color_map names 'Denze'.*did you mean 'Dense'"):
        layered_view(small_cnn(), color_map={"Denze": {"fill": "red"}})
    plain = layered_view(small_cnn())
    assert layered_view(small_cnn(), type_ignore=["LSTM", type("Anything", (), {})]) == plain
    assert layered_view(small_cnn(), color_map={type("Anything", (), {}): {"fill": "red"}}) == plain


def test_caps_hold_in_the_relative_mode_too() -> None:
    free = layered_view(small_cnn(), sizing_mode="relative")
    capped = layered_view(small_cnn(), sizing_mode="relative", dimension_caps={"channels": 50, "sequence": 60})
    assert capped.width < free.width
    assert capped.height < free.height


def test_the_mode_of_the_tutorial_keeps_within_the_limits_and_says_so() -> None:
    with pytest.warns(UserWarning, match="full_range"):
        image = layered_view(small_cnn(), sizing_mode="full_range", max_xy=60)
    assert image == layered_view(small_cnn(), sizing_mode="capped", max_xy=60)


def test_a_background_may_be_transparent(tmp_path: Path) -> None:
    image = layered_view(small_cnn(), background_fill=(255, 255, 255, 0))
    pixels = np.asarray(image)
    assert pixels[0, 0, 3] == pixels[-1, -1, 3] == 0
    middle = layered_view(small_cnn())
    assert Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).size == pytest.approx(middle.size, abs=1)
    half = np.asarray(layered_view(small_cnn(), background_fill=(255, 0, 0, 128)))
    assert tuple(half[0, 0]) == (255, 0, 0, 128)
    with pytest.raises(OptionError, match="opaque background"):
        layered_view(small_cnn(), tmp_path / "a.svg", background_fill="transparent")


def test_images_are_seen_on_the_face_that_is_asked_for(tmp_path: Path) -> None:
    blue = Image.new("RGB", (4, 4), "#0000ff")
    found = {}
    for axis in ("x", "y", "z"):
        pixels = np.asarray(layered_view(small_cnn(), styles={"n1": {"image": blue, "image_axis": axis}}))
        rows, columns = np.nonzero((pixels[..., 2] > 250) & (pixels[..., 0] < 5))
        found[axis] = rows.mean(), columns.mean()
    assert found["y"][0] < found["z"][0]
    assert found["z"][1] < found["x"][1]
    with pytest.raises(OptionError, match=r"write a \.png"):
        layered_view(small_cnn(), tmp_path / "a.svg", styles={"n1": {"image": blue}})
    with pytest.raises(OptionError, match="unknown image_fit 'tile'"):
        layered_view(small_cnn(), styles={"n1": {"image": blue}}, image_fit="tile")


def test_a_logo_without_its_file_is_passed_over_with_a_warning(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="there is no picture"):
        image = layered_view(small_cnn(), logo_groups=[{"name": "a", "file": str(tmp_path / "none.png"), "layers": ["n1"]}])
    assert image == layered_view(small_cnn())


def test_a_key_shows_logos() -> None:
    logos = [{"name": "Frozen", "text": "ice", "fill": "#00ffff", "indices": [0]}]
    assert "#00ffff" in colors(layered_view(small_cnn(), logo_groups=logos))
    keyed = layered_view(small_cnn(), logo_groups=logos, logos_legend=True)
    assert keyed.height > layered_view(small_cnn(), logo_groups=logos).height


@pytest.mark.keras
def test_a_dummy_layer_is_a_gap() -> None:
    import keras

    from dotnet_viz.compat import visualkeras

    def model(*between: Any) -> Any:
        layers = keras.layers.Conv2D(4, 3), *between, keras.layers.Conv2D(8, 3), keras.layers.Flatten()
        return keras.Sequential([keras.Input((12, 12, 1)), *layers])

    plain = layered_view(model())
    for spacing in (50, 120):
        wider = layered_view(model(visualkeras.SpacingDummyLayer(spacing)))
        assert (wider.width, wider.height) == pytest.approx((plain.width + spacing, plain.height), abs=1)
    ignored = layered_view(model(visualkeras.SpacingDummyLayer()), type_ignore=[visualkeras.SpacingDummyLayer])
    assert ignored.width == pytest.approx(plain.width + 50, abs=1)
    loaded = keras.models.model_from_json(model(visualkeras.SpacingDummyLayer(70)).to_json())
    assert layered_view(loaded).width == pytest.approx(plain.width + 70, abs=1)
