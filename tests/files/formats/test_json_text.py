from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.files.formats import json_text
from dotnet_viz.files.formats.json_text import json_file, parse_json
from dotnet_viz.files.limits import Limits

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_parse_json_gives_what_was_written(value: object) -> None:
    assert parse_json(json.dumps(value), "a test") == value
    assert parse_json(json.dumps(value, ensure_ascii=False).encode(), "a test") == value


@pytest.mark.parametrize("depth", [201, 900, 100_000])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}")])
def test_json_nested_too_deep_is_refused(depth: int, start: str, end: str) -> None:
    with pytest.raises(UnsafeFileError, match=r"a test is nested [\d,]+ deep; at most 200"):
        parse_json(start * depth + "1" + end * depth, "a test")


def test_brackets_in_text_are_no_depth() -> None:
    value = ["[" * 500, {'"]\\': "\\" * 3 + '"[[['}]
    assert parse_json(json.dumps(value), "a test") == value
    assert parse_json("[" * 200 + "]" * 200, "a test")


@pytest.mark.parametrize(
    "text",
    [
        '{"units": ' + "9" * 400 + "}",
        str(-(1 << 64) - 1),
        "[" + "[]," * 2_000_000 + "1]",
        '["' * 5_000_000,
        "9" * 5000 + "x",
    ],
    ids=["400 digits", "65 bits", "many lists", "many strings", "5000 digits"],
)
def test_json_that_would_fill_the_memory_or_overflow_is_refused(text: str) -> None:
    with pytest.raises(UnsafeFileError, match=r"a test has (an integer of|[\d,]+ values)"):
        parse_json(text, "a test")


def test_signs_in_texts_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_PIECE", 3)
    value = [",,,,[[[{{{\\", '"\\",[[', "]]]]]\n"]
    with Limits(json_values=3):
        assert parse_json(json.dumps(value), "a test") == value
    with Limits(json_values=3), pytest.raises(UnsafeFileError, match="a test has 4 values"):
        parse_json(json.dumps([*value, 1]), "a test")
    assert parse_json(str(1 << 64), "a test") == 1 << 64
    assert parse_json('["12345678901234567890123"]', "a test") == ["12345678901234567890123"]


def test_json_that_is_too_long_is_refused() -> None:
    with Limits(json_bytes=10), pytest.raises(UnsafeFileError, match="at most 10"):
        parse_json(b"[1, 2, 3, 4]", "a test")


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\xfa", b"{'a': 1}", b"[1] 2", b'{"a": "\xed\xa0\x80"}'])
def test_text_that_is_no_json_is_reported(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="a test is not JSON"):
        parse_json(data, "a test")


def test_other_encodings_do_not_hide_what_is_counted() -> None:
    text = '["\u0122", ' + ", ".join(["[]"] * 9) + "]"  # in UTF-16 the first character has a byte that is a quotation mark
    assert parse_json(text.encode("utf-8-sig"), "a test") == json.loads(text)
    for encoding in ("utf-16-le", "utf-16", "utf-32-be"):
        with Limits(json_values=5), pytest.raises(UnreadableFileError, match="a test is not JSON"):
            parse_json(text.encode(encoding), "a test")


def test_what_is_no_object_is_reported_with_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"a\.json' holds a list where an object has to be"):
        json_file(tmp_path / "a.json")
    (tmp_path / "a.json").write_text('{"a": 1}', encoding="utf-8-sig")
    assert json_file(tmp_path / "a.json") == {"a": 1}


def test_the_last_of_two_equal_keys_counts() -> None:
    assert parse_json('{"a": 1, "a": 2}', "a test") == {"a": 2}


def test_half_characters_become_question_marks() -> None:
    assert parse_json('{"\\ud800x": "\\uDC00", "ok": "\\ud83d\\ude00"}', "a test") == {"?x": "?", "ok": "😀"}
