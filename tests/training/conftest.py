"""Keras with the same random numbers for each test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def keras() -> Iterator[Any]:
    import keras

    keras.utils.set_random_seed(3)
    yield keras
    keras.config.set_dtype_policy("float32")
