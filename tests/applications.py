"""One model of each family of ``keras.applications``: their graphs are kept, so that tests draw them without Keras.

``python -m tests.applications`` writes them anew, from models without weights.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from types import ModuleType
from typing import Any

from dotnet_viz.graph import Graph

GRAPHS = Path(__file__).parent / "data" / "graphs"
FAMILIES = {
    "VGG16": 138.4,
    "ResNet50": 25.6,
    "ResNet50V2": 25.6,
    "MobileNet": 4.3,
    "MobileNetV2": 3.5,
    "MobileNetV3Small": 2.6,
    "DenseNet121": 8.1,
    "NASNetMobile": 5.3,
    "InceptionV3": 23.9,
    "InceptionResNetV2": 55.9,
    "Xception": 22.9,
    "EfficientNetB0": 5.3,
    "EfficientNetV2B0": 7.2,
    "ConvNeXtTiny": 28.6,
}
"""The families by a model of each, with the millions of parameters that are published for it."""
LARGEST = ("DenseNet201", "NASNetLarge")
"""Models whose graphs are kept beside those of the families, for their size."""


def made(keras: ModuleType, family: str) -> Any:
    """Return the model, with the names that it has in a new process."""
    keras.utils.clear_session(free_memory=False)
    return getattr(keras.applications, family)(weights=None)


def kept(family: str) -> Graph:
    """Return the graph that is kept of a model."""
    return Graph.from_json(lzma.decompress((GRAPHS / f"{family}.json.xz").read_bytes()).decode())


def plain(graph: Graph) -> dict[str, Any]:
    """Return a graph as JSON values, without what tells the version of Keras."""
    return {key: value for key, value in graph.to_dict().items() if key != "origin"}


def main() -> None:
    """Write the graph of each family."""
    from importlib import import_module

    from dotnet_viz.readers import read

    keras = import_module("keras")
    for family in (*FAMILIES, *LARGEST):
        graph = read(made(keras, family), values=False)
        text = json.dumps({**graph.to_dict(), "origin": {"format": "keras-model"}}, ensure_ascii=False, separators=(",", ":"))
        (GRAPHS / f"{family}.json.xz").write_bytes(lzma.compress(text.encode(), preset=9))
        print(f"{family}: {len(graph.nodes)} nodes")


if __name__ == "__main__":
    main()
