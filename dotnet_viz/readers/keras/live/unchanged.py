"""What a traced pass leaves as it was: the methods, nodes, attributes and names of layers, and variables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from dotnet_viz.readers.keras.live.objects import is_tensor

_CALL_STATE = ("_called", "_parent_path")
"""What Keras notes on a layer when it is called."""


@contextmanager
def patched(patches: Iterator[tuple[Any, str, Callable[..., Any]]]) -> Iterator[None]:
    """Replace methods on single objects, beside what watches their attributes; put them back in any case.

    Args:
        patches: objects, names of their methods, and what stands there meanwhile.
    """
    missing = object()
    before: list[tuple[Any, str, Any]] = []
    try:
        for owner, name, function in patches:
            before.append((owner, name, vars(owner).get(name, missing)))
            vars(owner)[name] = function
        yield
    finally:
        for owner, name, value in reversed(before):
            if value is missing:
                vars(owner).pop(name, None)
            else:
                vars(owner)[name] = value


@contextmanager
def unchanged_nodes(layers: list[Any]) -> Iterator[None]:
    """Take out the nodes of calls that Keras writes down, and what it notes of a first call.

    Args:
        layers: that are called.
    """
    lists = [found for layer in layers for found in (layer._inbound_nodes, layer._outbound_nodes)]  # noqa: SLF001
    states = [(layer, name, vars(layer)[name]) for layer in layers for name in _CALL_STATE if name in vars(layer)]
    lengths = [len(found) for found in lists]
    try:
        yield
    finally:
        for found, length in zip(lists, lengths, strict=True):
            del found[length:]
        for layer, name, value in states:
            vars(layer)[name] = value


@contextmanager
def unchanged_attributes(layers: list[Any]) -> Iterator[None]:
    """Take back what the code of a layer keeps of a call, such as its last attention scores.

    Args:
        layers: that are called.
    """
    before = [dict(vars(layer)) for layer in layers]
    values = [value for found in before for value in found.values()]
    contents = [(value, dict(value) if isinstance(value, dict) else list(value)) for value in values if _is_container(value)]
    try:
        yield
    finally:
        for layer, attributes in zip(layers, before, strict=True):
            now = vars(layer)
            for name in [name for name in now if name not in attributes]:
                del now[name]
            for name, value in attributes.items():
                if now.get(name, now) is not value:
                    now[name] = value
        for value, items in contents:
            _put_back(value, items)


def _is_container(value: Any) -> bool:
    return isinstance(value, (list, dict))


def _put_back(value: Any, items: Any) -> None:
    """Take symbolic tensors out of a list or dict, past what Keras notes of its changes; others may have changed it, too."""
    if isinstance(value, dict):
        for key in [key for key, item in value.items() if is_tensor(item) and items.get(key) is not item]:
            dict.__delitem__(value, key)
            dict.update(value, {key: items[key]} if key in items else {})
    elif any(map(is_tensor, value)):
        known = {id(item) for item in items}
        list.__setitem__(value, slice(None), [item for item in value if not is_tensor(item) or id(item) in known])


@contextmanager
def unchanged_names() -> Iterator[None]:
    """Let Keras count the names of new layers from one, and go on afterwards where it was."""
    from keras.src.backend.common import global_state

    before = global_state.get_global_attribute("object_name_uids")
    global_state.set_global_attribute("object_name_uids", defaultdict(int))
    try:
        yield
    finally:
        global_state.set_global_attribute("object_name_uids", before)


@contextmanager
def stateless() -> Iterator[None]:
    """Let no variable be written to."""
    import keras

    with keras.StatelessScope():
        yield
