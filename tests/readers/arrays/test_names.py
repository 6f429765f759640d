from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import ShapeError
from dotnet_viz.graph import Array
from dotnet_viz.readers.arrays.names import group_arrays

names = st.text(max_size=6) | st.sampled_from(
    ["w", "b", "W1", "b1", "W2", "b2", "a/kernel", "a/bias", "a.weight", "bias_1", "kernel"]
)


@given(st.lists(st.tuples(names, st.booleans()), unique_by=lambda item: item[0], max_size=8))
def test_no_array_is_lost_or_used_twice(items: list[tuple[str, bool]]) -> None:
    arrays: dict[str, Array] = {name: np.zeros((3, 3) if is_kernel else 3) for name, is_kernel in items}
    try:
        layers = group_arrays(arrays)
    except ShapeError:
        assert any(not is_kernel for _, is_kernel in items)
        return
    used = [id(part) for layer in layers for part in (layer.kernel, layer.bias) if part is not None]
    assert sorted(used) == sorted(id(array) for array in arrays.values())
    assert len({layer.name for layer in layers}) == len(layers)
