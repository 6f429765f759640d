from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.keras_format.hdf5.file_view import FileView


@given(
    content=st.binary(max_size=40),
    offset=st.integers(0, 40),
    length=st.integers(0, 40),
    steps=st.lists(st.tuples(st.integers(-50, 50), st.sampled_from([0, 1, 2]), st.integers(-1, 50))),
)
def test_a_view_is_read_like_a_file_of_its_own(
    content: bytes, offset: int, length: int, steps: list[tuple[int, int, int]]
) -> None:
    part = content[offset : offset + length]
    view, alone = FileView(io.BytesIO(content), offset, len(part)), io.BytesIO(part)
    for position, whence, count in steps:
        start = (0, alone.tell(), len(part))[whence] + position
        assert view.seek(position, whence) == alone.seek(max(0, start))
        assert view.read(count) == alone.read(count)
        assert view.tell() == alone.tell()


def test_closing_a_view_closes_the_file() -> None:
    stream = io.BytesIO(b"abc")
    with FileView(stream, 0, 3) as view:
        assert view.read() == b"abc"
    assert stream.closed
