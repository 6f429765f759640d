from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import dotnet_viz as dv
from dotnet_viz.errors import VizError
from dotnet_viz.formatting import format_bytes, format_count, format_date, format_number, format_percent
from dotnet_viz.translation.translate import current_language, in_language, language_code, translate


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pt_BR", "pt_BR"), ("pt-BR", "pt_BR"), ("pt", "pt_BR"), ("PT-br", "pt_BR"), ("zh", "zh_CN"), ("zh-Hans", "zh_CN"),
        ("zh_CN", "zh_CN"), ("ru", "ru"), ("ru-RU", "ru"), ("es-419", "es"), ("en", "en"), ("en-GB", "en"),
    ],
)  # fmt: skip
def test_a_language_is_named_with_its_country_or_without(name: str, code: str) -> None:
    assert language_code(name) == code


@pytest.mark.parametrize("name", ["fr", "", "zh_TW", "pt_PT", "../ru", None, 7])
def test_another_language_is_an_error_that_names_the_choices(name: object) -> None:
    with pytest.raises(VizError, match="choose one of: en, es, pt_BR, ru, zh_CN"):
        language_code(name)  # type: ignore[arg-type]


def test_numbers_have_the_separators_of_the_language() -> None:
    written = {}
    for language in ("en", "es", "pt", "ru", "zh"):
        with in_language(language):
            written[language] = [
                format_count(-1204),
                format_number(1234.5678e-3),
                format_percent(0.125),
                format_bytes(2_000_000),
            ]
    assert written == {
        "en": ["−1,204", "1.235", "12.5 %", "1.9 MiB"],
        "es": ["−1.204", "1,235", "12,5\u00a0%", "1,9 MiB"],
        "pt": ["−1.204", "1,235", "12,5%", "1,9 MiB"],
        "ru": ["−1\u00a0204", "1,235", "12,5\u00a0%", "1,9 MiB"],
        "zh": ["−1,204", "1.235", "12.5%", "1.9 MiB"],
    }


def test_counted_nouns_have_all_plural_forms() -> None:
    with in_language("ru"):
        assert [format_count(count, "layer") for count in (1, 2, 5, 21, 1204)] == [
            "1 слой",
            "2 слоя",
            "5 слоёв",
            "21 слой",
            "1\u00a0204 слоя",
        ]
        assert format_count(None, "layer") == "? слоёв"
    with in_language("pt"):
        assert [format_count(count, "layer") for count in (0, 1, 2)] == ["0 camada", "1 camada", "2 camadas"]


def test_dates_are_written_as_the_language_does() -> None:
    with in_language("ru"):
        assert (format_date("2026-11-28T21:33:09"), format_date("2026-11-28"), format_date("v1.2")) == (
            "28.11.2026 21:33:09",
            "28.11.2026",
            "v1.2",
        )


def test_braces_of_a_name_are_not_read_as_values() -> None:
    assert translate("{name} has no weights", name="{count}") == "{count} has no weights"
    assert translate("{of} a message without values") == "{of} a message without values"


def test_the_language_ends_with_its_block_also_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), dv.in_language("ru"):
        _ = 1 / 0
    assert current_language() == "en"


def test_a_language_is_one_thread_s_own() -> None:
    with in_language("ru"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(current_language).result() == "en"


def test_a_drawing_keeps_the_language_in_which_it_was_made() -> None:
    with dv.in_language("es"):
        drawing = dv.draw(dv.Graph("m", "Sequential", ()))
    assert drawing.language == "es"
