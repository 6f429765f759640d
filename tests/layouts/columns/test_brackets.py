from __future__ import annotations

from dotnet_viz.geometry.parts import label_box, placed_box
from dotnet_viz.layouts.columns.brackets import place_brackets
from dotnet_viz.scene import Bracket, Label, Shape

COLUMNS = [Shape(f"c{rank}", f"c{rank}", 20, 40, x=100.0 * rank, y=0.0, rank=rank) for rank in range(5)]


def test_nothing_without_brackets() -> None:
    assert place_brackets((), COLUMNS, (), upright=True) == ((), ())


def test_brackets_keep_clear_of_captions_and_of_each_other() -> None:
    caption = Label("a caption", 0.0, 60.0)
    named = {"all": (0, 4), "left": (0, 1), "right": (3, 4), "a much longer name than there is room": (1, 1)}
    brackets = [Bracket(name, *ranks) for name, ranks in named.items()]
    lines, texts = place_brackets(brackets, COLUMNS, [caption], upright=True)
    boxes = [placed_box(line) for line in lines] + [label_box(text) for text in texts]
    assert min(box.top for box in boxes) > label_box(caption).bottom
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
            assert apart
    by_name = {line.name: line for line in lines}
    left, right, whole = (by_name[name].y or 0.0 for name in ("left", "right", "all"))
    assert right < left < whole
    assert by_name["all"].width > by_name["left"].width


def test_brackets_of_rows_stand_left_of_them() -> None:
    rows = [Shape(f"r{rank}", f"r{rank}", 40, 20, x=0.0, y=50.0 * rank, rank=rank) for rank in range(3)]
    (line,), (text,) = place_brackets([Bracket("part", 0, 1)], rows, (), upright=False)

    assert text.x < (line.x or 0.0)
    assert line.height > line.width
