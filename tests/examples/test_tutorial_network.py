from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from examples import tutorial_network


def test_patterns_are_images_that_differ() -> None:
    images = [tutorial_network.pattern(name) for name in tutorial_network.PATTERNS]
    assert {image.shape for image in images} == {(50, 50)}
    assert all(0 <= image.min() < image.max() <= 1 for image in images)
    assert not np.array_equal(images[0], tutorial_network.pattern("rings", 0.5))


@pytest.mark.keras
@pytest.mark.slow
def test_the_example_trains_a_network_that_reads_patterns_and_writes_its_passage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keras = import_module("keras")
    model = tutorial_network.trained(keras)
    assert [layer.units for layer in model.layers if layer.__class__.__name__ == "Dense"] == [75, 50, 25, 10, 5]
    names = tutorial_network.PATTERNS
    images = np.stack([tutorial_network.pattern(name, 0.37) for name in names])
    assert model.predict(images, verbose=0).argmax(axis=1).tolist() == list(range(5))
    monkeypatch.setattr(tutorial_network, "trained", lambda _: model)
    tutorial_network.main(str(tmp_path / "passage.svg"))
    picture = (tmp_path / "passage.svg").read_text(encoding="utf-8")
    assert all(text in picture for text in ("dense_75", "50×75", "largest: rings"))
