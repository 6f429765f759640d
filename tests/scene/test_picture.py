from __future__ import annotations

import json

import numpy as np
import pytest

from dotnet_viz.errors import GraphError
from dotnet_viz.scene import Bundle, Cluster, Connection, Label, Mesh, Scene, Shape


def bundle(source: str, target: str) -> Bundle:
    return Bundle(
        "w",
        (source,),
        (target,),
        np.array([0]),
        np.array([0]),
        np.array([0.123456]),
        np.array([1.0]),
        np.array([[1, 2, 3]], dtype=np.uint8),
        np.array([False]),
    )


def test_a_scene_is_plain_json_with_rounded_numbers() -> None:
    scene = Scene("s", shapes=(Shape("a", "a", 10, 10.0001),), bundles=(bundle("a", "a"),))
    plain = json.loads(json.dumps(scene.to_dict()))
    assert plain["shapes"][0]["height"] == 10.0
    assert plain["bundles"][0]["values"] == [0.12]
    assert plain["bundles"][0]["colors"] == [[1, 2, 3]]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"shapes": (Shape("a", "a", 1, 1), Shape("a", "b", 1, 1))}, "have the id 'a'"),
        ({"shapes": (Shape("a", "a", 1, 1),), "clusters": (Cluster("a", "a", Label("a")),)}, "have the id 'a'"),
        ({"connections": (Connection("a", "b"),)}, "names the shape 'a'"),
        ({"bundles": (bundle("a", "b"),)}, "names the shape 'a'"),
        ({"shapes": (Shape("a", "a", 1, 1, cluster="z"),)}, "names the cluster 'z'"),
        ({"shapes": (Shape("a", "a", 1, 1, fill="red"),)}, "'red' is not a colour"),
        ({"shapes": (Shape("a", "a", 1, 1, stroke="#12345"),)}, "'#12345' is not a colour"),
    ],
)
def test_a_scene_that_contradicts_itself_is_refused(parts: dict[str, object], message: str) -> None:
    with pytest.raises(GraphError, match=message):
        Scene("s", **parts)  # type: ignore[arg-type]


def test_a_scene_is_placed_once_it_has_a_size() -> None:
    assert not Scene("s").is_placed
    assert Scene("s", size=(1, 1)).is_placed


def test_shapes_are_found_by_id() -> None:
    assert Scene("s", shapes=(Shape("a", "x", 1, 1),)).shape_by_id["a"].name == "x"


def test_meshes_name_shapes_that_are_there() -> None:
    shapes = (Shape("a", "a", 9, 9), Shape("b", "b", 9, 9))
    assert Scene("m", shapes=shapes, meshes=(Mesh("m", ("a",), ("b",), instead=Connection("a", "b")),)).meshes
    for mesh in (Mesh("m", ("a",), ("x",)), Mesh("m", ("a",), ("b",), instead=Connection("a", "x"))):
        with pytest.raises(GraphError, match="'x'"):
            Scene("m", shapes=shapes, meshes=(mesh,))


def test_of_each_node_of_a_tree_formats_of_boxes_show_the_first_shape() -> None:
    shapes = (Shape("a", "a", 9, 9, group="a"), Shape("mark", "", 2, 2, group="a"), Shape("b", "b", 9, 9))
    assert [shape.id for shape in Scene("t", shapes=shapes, layout="tree").boxes] == ["a", "b"]
    assert len(Scene("t", shapes=shapes, layout="groups").boxes) == 3


def test_what_a_shape_stands_in_starts_with_the_innermost_frame() -> None:
    frames = Cluster("outer", "outer", Label("")), Cluster("inner", "inner", Label(""), parent="outer")
    inside, beside = Shape("a", "a", 9, 9, cluster="inner"), Shape("b", "b", 9, 9)
    scene = Scene("s", shapes=(inside, beside), clusters=frames)
    assert [frame.id for frame in scene.frames_around(inside)] == ["inner", "outer"]
    assert not list(scene.frames_around(beside))
