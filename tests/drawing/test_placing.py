"""Where the parts of a scene are placed: on a page, in rows, and with captions off the lines."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.drawing.placing import Placing
from dotnet_viz.fitting.usual_size import MOST_SIZE
from dotnet_viz.layouts import DEFAULT_ENGINE, MostSize, place
from dotnet_viz.layouts.columns.crossings import crossed_captions
from dotnet_viz.scene import Scene
from tests.layouts.columns.column_scenes import heads
from tests.scene_builders import chain

LONG = chain(120)


def placing(**options: object) -> Placing:
    return replace(Placing(DEFAULT_ENGINE, MOST_SIZE), **options)  # type: ignore[arg-type]


def test_a_long_picture_goes_on_in_rows_only_where_its_size_is_limited() -> None:
    long, in_rows = placing().placed(LONG), placing(is_limited=True).placed(LONG)
    assert long == place(LONG)
    assert not MOST_SIZE.has(long)
    assert MOST_SIZE.has(in_rows)


def test_captions_stand_where_no_lines_pass() -> None:
    assert crossed_captions(place(heads(1, 6)))
    assert crossed_captions(placing().placed(heads(1, 6))) == []


def test_a_smaller_picture_for_a_page_is_taken_and_the_one_it_was_asked_for_is_placed_with_clear_captions() -> None:
    asked: list[tuple[str, bool]] = []

    def smaller(scene: Scene, most: MostSize) -> Scene | None:
        asked.append((scene.title, scene.size is not None))
        return scene if most.has(scene) else place(chain(3))

    assert placing(on_page=smaller).placed(LONG) == place(chain(3))
    assert crossed_captions(placing(on_page=smaller).placed(heads(1, 6))) == []
    assert asked == [(LONG.title, True), ("heads", True)]
