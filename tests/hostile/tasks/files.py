"""Damaged files of every kind that is read."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from tests.hostile.mutations import mutated
from tests.hostile.samples import make_samples
from tests.hostile.trial import Trial, try_sample

HAS_LIMITED_ADDRESSES = True


def prepare(folder: Path) -> Callable[[int], tuple[str, Trial]]:
    """Write sound files.

    Args:
        folder: for them.
    """
    samples = make_samples(folder)

    def attempt(number: int) -> tuple[str, Trial]:
        rng = random.Random(number)
        sample = rng.choice(samples)
        sound = sample.damaged.read_bytes()
        sample.damaged.write_bytes(mutated(sound, rng))
        trial = try_sample(sample, rng)
        sample.damaged.write_bytes(sound)
        return sample.kind, trial

    return attempt
