"""Keras, imported once a module."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def keras() -> ModuleType:
    return import_module("keras")
