from __future__ import annotations

import random

import pytest

from tests.hostile.tasks.names import check_page, check_svg, check_terminal, hostile_name, named

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    ["<script>1</script>", '<g onload="x()"/>', '<a href="javascript:x()"/>', '<image href="http://x"/>', "<foreignObject/>"],
)
def test_pictures_that_run_or_load_something_are_seen(inside: str) -> None:
    check_svg(SVG.format('<a href="#x"><text>onload=x</text></a>'))
    with pytest.raises(AssertionError):
        check_svg(SVG.format(inside))


@pytest.mark.parametrize(
    "inside",
    ["<script>1</script><script>2</script>", "<p onclick=x>", "<img src=http://x>", "<iframe>", "\0", '<a href="//x">'],
)
def test_pages_that_run_or_load_something_are_seen(inside: str) -> None:
    check_page('<head></head><p title="onclick=x">&lt;script&gt;</p>')
    with pytest.raises(AssertionError):
        check_page(f"<head></head>{inside}")


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\u202e", "\r", "\x85"])
def test_characters_that_act_on_a_terminal_are_seen(character: str) -> None:
    check_terminal("a\nb")
    with pytest.raises(AssertionError):
        check_terminal(f"a{character}b")


def test_a_seed_gives_the_same_names_and_another_gives_others() -> None:
    assert [hostile_name(random.Random(3)) for _ in range(2)] == [hostile_name(random.Random(3))] * 2
    names = {node.layer.name for seed in range(9) for node in named(random.Random(seed)).nodes}
    assert len(names) > 20
