from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.api import differences
from dotnet_viz.api.reading import read
from dotnet_viz.measures.comparison import Comparison, compare_graphs
from dotnet_viz.measures.comparison.entries import MEANINGS
from dotnet_viz.reporting.other_pages.comparison.page import comparison_page
from tests.comparison_builders import Step, changed, model
from tests.conftest import DATA
from tests.reporting.other_pages.comparison.builders import HOSTILE, comparison, sides

SHOWN = "#changes tbody tr:not([hidden])"


def written(found: Comparison, **options: Any) -> str:
    return comparison_page(found, differences.diff(found, **options))


@contextmanager
def opened(page: Any, folder: Path, found: Comparison, **options: Any) -> Iterator[Any]:
    """Open the page of a comparison; at the end no error may have been told, and nothing asked of any network."""
    path = folder / "diff.html"
    path.write_text(written(found, **options), encoding="utf-8")
    errors: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.on("request", lambda request: requests.append(request.url))
    page.emulate_media(reduced_motion="reduce")  # else scrolling takes a moment
    page.goto(path.as_uri())
    yield page
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.browser
def test_a_filter_hides_and_shows_rows(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, comparison()):
        all_rows = page.locator(SHOWN).count()
        added = page.locator("#filter input[value=added]")
        added.uncheck()
        assert page.locator(SHOWN).count() == all_rows - 1
        assert page.locator("#changes tr[data-sort-of=added]").is_hidden()
        added.check()
        assert page.locator(SHOWN).count() == all_rows


def renumbered(*, own_name: bool = False) -> Comparison:
    """Return a comparison of two models of which one was made later in its process, and has another activation."""
    layers = [("in", "InputLayer", ()), ("dense", "Dense", ("in",)), ("dense_1", "Dense", ("dense",))]
    before = model([Step(name, kind, inputs, {"units": 4}, name=name) for name, kind, inputs in layers])
    names = {"in": "in", "dense": "features" if own_name else "dense_7", "dense_1": "dense_8"}
    steps = [Step(name, kind, inputs, {"units": 4}, name=names[name]) for name, kind, inputs in layers]
    return compare_graphs(before, model(changed(steps, "dense_1", activation="gelu")))


@pytest.mark.browser
def test_layers_that_were_only_renumbered_are_hidden_at_first(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, renumbered()):
        assert page.locator(SHOWN).count() == 1
        assert page.inner_text("#where") == "1 of 2 shown"
        page.locator("#filter input[value=renamed]").check()
        assert page.locator(SHOWN).count() == 2
    with opened(page, tmp_path, renumbered(own_name=True)):
        assert page.locator(SHOWN).count() == 2


@pytest.mark.browser
def test_a_search_keeps_the_rows_with_the_words(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, comparison()):
        page.fill("#find", "GELU")
        assert page.locator(SHOWN).count() == 1
        assert "1 of" in page.inner_text("#where")
        page.fill("#find", "no such word")
        assert page.locator(SHOWN).count() == 0
        page.click("#next")


@pytest.mark.browser
def test_the_next_change_gets_the_focus_by_mouse_and_by_keyboard(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, comparison()):
        names = page.locator(f"{SHOWN} th").all_inner_texts()
        focused = "document.activeElement.querySelector('th').innerText"
        page.click("#next")
        assert page.evaluate(focused) == names[0]
        page.keyboard.press("n")
        page.keyboard.press("n")
        assert page.evaluate(focused) == names[2]
        page.keyboard.press("p")
        assert page.evaluate(focused) == names[1]
        page.click("#previous")
        page.click("#previous")
        assert page.evaluate(focused) == names[-1]
        assert page.inner_text("#where") == f"change {len(names)} of {len(names)}"
        top, bottom = page.evaluate("(r => [r.top, r.bottom])(document.activeElement.getBoundingClientRect())")
        assert 0 <= top < bottom <= page.viewport_size["height"]


@pytest.mark.browser
def test_the_table_of_weights_is_sorted_by_a_click(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, comparison()):
        column = "table.sortable tbody td:nth-child(3)"
        page.click("table.sortable th:nth-child(3) button")
        values = [float(text.rstrip(" %")) for text in page.locator(column).all_inner_texts()]
        assert values == sorted(values)
        assert len(values) == 7


@pytest.mark.browser
def test_the_picture_goes_from_change_to_change_too(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, comparison()):
        assert page.locator(".dv-view .dv-tools").count() == 1
        assert page.locator(".dv-view svg [data-name]").count() > 10


@pytest.mark.browser
def test_hostile_names_are_inert(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, comparison(HOSTILE)):
        assert "<script>alert(1)</script>" in page.inner_text("#changes tr[data-sort-of=added] th")
        assert "{{ 7*7 }}" in page.inner_text("#changes tr[data-sort-of=added] th")
        page.click("#next")
        page.fill("#find", "</details>")
        assert page.locator(SHOWN).count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(browser: Any, tmp_path: Path, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    try:
        with opened(context.new_page(), tmp_path, comparison(), theme="auto") as page:
            script = """selector => {
              const light = color => color.match(/[\\d.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 3;
              const word = document.querySelector(selector);
              let behind = word, paper = "rgba(0, 0, 0, 0)";
              while (behind && paper === "rgba(0, 0, 0, 0)") {
                paper = getComputedStyle(behind).backgroundColor; behind = behind.parentElement;
              }
              return Math.abs(light(getComputedStyle(word).color) - light(paper));
            }"""
            for selector in ("h1", "#changes th", ".dv-tools label", ".dv-tools button", "#next", ".key-numbers dd", "#find"):
                assert page.evaluate(script, selector) > 100, selector
    finally:
        context.close()


@pytest.mark.browser
def test_print_has_all_rows_and_no_buttons(page: Any, tmp_path: Path) -> None:
    with opened(page, tmp_path, comparison()):
        page.emulate_media(media="print")
        assert page.locator("#filter").is_hidden()
        assert page.locator(".dv-tools").is_hidden()
        assert page.locator(SHOWN).count() > 5
        width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width[0] <= width[1]


@pytest.mark.browser
def test_a_narrow_screen_does_not_scroll_sideways(browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    try:
        with opened(context.new_page(), tmp_path, comparison("x" * 300)) as page:
            width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            assert width[0] <= width[1]
    finally:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("style", ["side-by-side", "weight-change-graph"])
def test_other_pictures_have_a_place_in_it(page: Any, tmp_path: Path, style: str) -> None:
    with opened(page, tmp_path, comparison(), style=style):
        assert page.locator(".dv-view svg").count() == 1


def test_numbers_training_and_versions_are_reported() -> None:
    text = re.sub(r"<[^>]+>", " ", written(comparison()))
    assert "training: optimizer.learning_rate 0.001 → 0.01" in text
    assert "14 layers, 120 parameters, 480 bytes, Keras 3.15.1" in text
    assert "+4" in text


def test_no_difference_is_the_heading() -> None:
    one = sides()[0]
    page = written(compare_graphs(one, one))
    assert "Nothing changed" in page
    assert 'id="changes"' not in page


def test_what_was_ignored_and_why_weights_were_not_compared_is_reported() -> None:
    page = written(comparison(ignore="weights,names"))
    assert "Ignored: weights, names." in page
    assert "not compared" in page


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert written(comparison()) == written(comparison())


MODELS = sorted((Path(__file__).parents[3] / "data" / "models").glob("*.keras"))


@pytest.mark.parametrize("pair", [MODELS[index : index + 2] for index in range(len(MODELS) - 1)], ids=lambda pair: pair[0].stem)
def test_every_sort_of_difference_has_one_count_in_tiles_filter_rows_and_legend(pair: list[Path]) -> None:
    found = compare_graphs(*(read(str(path)) for path in pair))
    page = written(found)
    tiles = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    filters = dict(re.findall(r'<span class="sign \w+">.</span> ([^<(]+) \(([\d,]+)\)</label>', page))
    rows = Counter(re.findall(r'<tr [^>]*data-sort-of="(\w+)"', page))
    legends = dict(re.findall(r">[^<\w]*([a-z][a-z ,]*?) \(([\d,]+)\)<", page.partition("<svg")[2].partition("</svg>")[0]))
    assert set(filters) == {MEANINGS[sort] for sort in rows}
    for sort, count in rows.items():
        meaning = MEANINGS[sort]
        assert int(filters[meaning]) == count
        assert sum(map(int, re.findall(r"\d+", tiles[meaning]))) == count
        assert int(legends.get(meaning, count)) == count


def test_a_page_on_models_with_nothing_in_common_says_so() -> None:
    before, after = (read(DATA / "models" / f"{name}.keras") for name in ("cnn-28x28", "transformer"))
    assert "<figcaption>The two models have nothing in common: " in written(compare_graphs(before, after))
