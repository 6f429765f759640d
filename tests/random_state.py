"""The state of NumPy's global random numbers, to be compared."""

from __future__ import annotations

from typing import Any

import numpy as np


def random_state() -> list[Any]:
    """Return the state as numbers."""
    state: Any = np.random.get_state()
    return [*state[1].tolist(), *state[2:]]
