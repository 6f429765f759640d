"""No other module of the package holds a table of classes of layers: what is known of a class stands in one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import dotnet_viz
from dotnet_viz.graph.layer_kinds.layers import ALIASES, LAYERS
from dotnet_viz.graph.layer_kinds.operations import OPERATIONS

PACKAGE = Path(dotnet_viz.__file__).parent
KNOWN = frozenset({*LAYERS, *OPERATIONS, *ALIASES})
MOST = 3

PER_CLASS = {
    "explain/activations/chain.py": "what each class computes in the own forward pass, and which hand values on",
    "explain/attribution/layers.py": "base classes of Keras that a live layer may be an instance of",
    "keras_format/config/normalize.py": "other names of initializers, some of which are names of operations",
    "keras_format/shapes/": "a function for each class whose result has a shape or dtype of its own",
    "keras_format/weights/roles.py": "names of the variables of each class as Keras writes them, which nobody else asks for",
    "keras_format/wrappers/wrapped_model.py": "the layers that the merge modes of Bidirectional stand for",
    "reporting/sections/data.py": "titles of columns: statistics of values, which layers and operations are named after",
}
"""Modules and folders that say something class by class that is nowhere else, and what."""


def named(tree: ast.AST) -> set[str]:
    """Return the known classes that stand in an expression, those that an f-string makes included."""
    found: set[str] = set()
    for item in ast.walk(tree):
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            found |= KNOWN & set(item.value.split())
        elif isinstance(item, ast.JoinedStr):
            parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in item.values]
            pattern = re.compile("".join(parts))
            found |= {name for name in KNOWN if re.search("[A-Z]", pattern.pattern) and pattern.fullmatch(name)}
    return found


def collections_of_classes(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """Yield line and classes of each collection that has more than a few, the outermost ones."""
    for item in ast.iter_child_nodes(tree):
        is_collection = isinstance(item, ast.Set | ast.List | ast.Tuple | ast.Dict | ast.BinOp)
        classes = named(item) if is_collection else set()
        if len(classes) > MOST:
            yield getattr(item, "lineno", 0), classes
        else:
            yield from collections_of_classes(item)


def tables() -> Iterator[tuple[str, int, list[str]]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith("graph/layer_kinds/"):
            for line, classes in collections_of_classes(ast.parse(path.read_text(encoding="utf-8"))):
                yield name, line, sorted(classes)


def test_classes_are_listed_in_one_place() -> None:
    found = ((name, line, classes) for name, line, classes in tables() if not name.startswith(tuple(PER_CLASS)))
    elsewhere = [f"{name}:{line} lists {', '.join(classes)}" for name, line, classes in found]
    assert elsewhere == [], "ask dotnet_viz.graph.layer_kinds instead"


def test_what_is_excepted_is_there() -> None:
    names = [name for name, _, _ in tables()]
    assert [place for place in PER_CLASS if not any(name.startswith(place) for name in names)] == []


def test_lists_are_found_however_they_are_written() -> None:
    for text in (
        '{"Dense", "LSTM", "GRU", "Conv2D"}',
        'frozenset(("Dense LSTM GRU Conv2D").split() + ["Add"])',
        '{"a": 1, **dict.fromkeys(f"MaxPooling{rank}D" for rank in (1, 2, 3)), "Dense": 2}',
        'x = ("Dense", "LSTM") + ("GRU", "Conv2D")',
    ):
        assert list(collections_of_classes(ast.parse(text))), text
    assert not list(collections_of_classes(ast.parse('COLUMNS = ("Layer", "Maximum", "Minimum", "Mean")')))
