from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest


@pytest.fixture
def arrays(tmp_path: Path) -> Path:
    path = tmp_path / "net.npz"
    random = np.random.default_rng(0)
    np.savez(path, first=random.normal(size=(6, 3)), second=random.normal(size=(3, 2)))
    return path
