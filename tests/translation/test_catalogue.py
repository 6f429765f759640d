from __future__ import annotations

import pytest

from dotnet_viz.translation.catalogue import Notation, catalogue, languages, read_catalogue

TEXT = """msgid ""
msgstr ""
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"
"X-Number: 1\u00a0234,5\\n"
"X-Percent: 12,5\u00a0%\\n"
"X-Date: 31.12.1999\\n"

# of a table
msgid "{count} layer"
msgid_plural "{count} layers"
msgstr[0] "{count} слой"
msgstr[1] "{count} слоя"
msgstr[2] "{count} слоёв"

msgid "two\\n"
"lines and \\"quotes\\""
msgstr "две "
"строки"

#, fuzzy
msgid "weight"
msgstr "слой"

msgid "bias"
msgstr ""

#~ msgid "old"
#~ msgstr "старый"
"""


def test_forms_of_a_plural_follow_the_rule_of_the_head() -> None:
    russian = read_catalogue("ru", TEXT)
    found = [russian.translation("{count} layer", count) for count in (1, 21, 3, 11, 0, 5, -2)]
    assert [text.split(" ")[1] for text in found if text] == ["слой", "слой", "слоя", "слоёв", "слоёв", "слоёв", "слоя"]


def test_a_text_of_several_lines_is_one_and_its_escapes_are_read() -> None:
    assert read_catalogue("ru", TEXT).translation('two\nlines and "quotes"') == "две строки"


@pytest.mark.parametrize("message", ["weight", "bias", "old", "not there", ""])
def test_what_is_unsure_empty_or_obsolete_is_no_translation(message: str) -> None:
    assert read_catalogue("ru", TEXT).translation(message) is None


def test_the_head_has_examples_of_numbers_and_dates() -> None:
    assert read_catalogue("ru", TEXT).notation == Notation(",", "\u00a0", "\u00a0", "{day}.{month}.{year}")


def test_a_catalogue_is_read_once() -> None:
    assert catalogue("ru") is catalogue("ru")


@pytest.mark.parametrize("language", languages()[1:])
def test_numbers_are_written_as_unicode_s_locale_data_says(language: str) -> None:
    babel = pytest.importorskip("babel", reason="compares with the locale data in Babel")
    numbers = pytest.importorskip("babel.numbers")
    notation, locale = catalogue(language).notation, babel.Locale.parse(language)
    assert (notation.decimal, notation.group) == (numbers.get_decimal_symbol(locale), numbers.get_group_symbol(locale))
    assert f"12{notation.decimal}5{notation.percent}%" == numbers.format_percent(
        0.125, "#,##0.0" + locale.percent_formats[None].suffix[0], locale=locale
    )


@pytest.mark.parametrize("language", languages()[1:])
def test_the_order_of_a_date_is_that_of_unicode_s_locale_data(language: str) -> None:
    dates = pytest.importorskip("babel.dates", reason="compares with the locale data in Babel")
    order = [letter for letter in dates.get_date_format("short", locale=language).pattern if letter in "dMy"]
    pattern = catalogue(language).notation.date
    assert list(dict.fromkeys(order)) == sorted(
        "dMy", key=lambda letter: pattern.index({"d": "{day", "M": "{month", "y": "{year"}[letter])
    )
