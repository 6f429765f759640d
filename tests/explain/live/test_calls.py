"""What layers return is captured where they are called, and their methods are put back in any case."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest

from dotnet_viz.explain.live.calls import captured_calls


class Layer:
    """In the place of a layer of Keras."""

    def call(self, x: int) -> int:
        return x + 1


def test_what_is_returned_is_handed_on_call_by_call() -> None:
    one, other = Layer(), Layer()
    found: list[tuple[str, Any]] = []
    with captured_calls({"one": one, "other": other}, lambda name, returned: found.append((name, returned))):
        assert other.call(one.call(one.call(0))) == 3
    assert found == [("one", 1), ("one", 2), ("other", 3)]
    assert not {"call"} & {*vars(one), *vars(other)}


def test_methods_are_put_back_after_an_error() -> None:
    plain, own = Layer(), Layer()
    special = own.__dict__["call"] = lambda x: x * 10

    def refuse(name: str, returned: Any) -> None:
        raise ValueError(name)

    with pytest.raises(ValueError, match="plain"), captured_calls({"plain": plain, "own": own}, refuse):
        plain.call(1)
    assert "call" not in vars(plain)
    assert vars(own)["call"] is special


def test_methods_are_put_back_where_one_cannot_be_replaced() -> None:
    layer = Layer()
    with pytest.raises(AttributeError), captured_calls({"layer": layer, "none": SimpleNamespace()}, lambda *_: None):
        pass
    assert "call" not in vars(layer)


def test_other_threads_are_not_listened_to() -> None:
    layer = Layer()
    found: list[int] = []
    with captured_calls({"layer": layer}, lambda _name, returned: found.append(returned)):
        thread = threading.Thread(target=layer.call, args=(5,))
        thread.start()
        thread.join()
    assert found == []
