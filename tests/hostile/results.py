"""What came of damaged files, hostile names and faults, as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.hostile.trial import Trial

GOOD = ("read", "refused")


@dataclass
class Results:
    """What came of all that was tried.

    Args:
        task: what was tried, a module of :mod:`tests.hostile.tasks`.
        counts: by kind and outcome.
        faults: kind, seed, and what went wrong.
        slowest: processor time of the slowest step, in seconds.
        largest: most memory beside that of the process, in megabytes.
    """

    task: str
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[tuple[str, int, str]] = field(default_factory=list)
    slowest: float = 0.0
    largest: float = 0.0

    @property
    def total(self) -> int:
        """How many were tried."""
        return sum(self.counts.values())

    def add(self, kind: str, seed: int, trial: Trial) -> None:
        """Count one."""
        self.counts[kind, trial.outcome] += 1
        self.slowest, self.largest = max(self.slowest, trial.seconds), max(self.largest, trial.megabytes)
        if trial.outcome not in GOOD:
            self.faults.append((kind, seed, f"{trial.outcome}: {trial.detail}"))

    def __str__(self) -> str:
        kinds = sorted({kind for kind, _ in self.counts})
        lines = [f"{self.task:<26}{'tried':>8}{'well':>8}{'refused':>9}{'faults':>8}"]
        for kind in kinds:
            total = sum(count for (name, _), count in self.counts.items() if name == kind)
            well, refused = self.counts[kind, "read"], self.counts[kind, "refused"]
            lines.append(f"{kind:<26}{total:>8,}{well:>8,}{refused:>9,}{total - well - refused:>8,}")
        lines.append(f"{self.total:,} tried; slowest step {self.slowest:.2f} s; largest {self.largest:.0f} MB")
        lines += [f"  {kind}, seed {seed}: {detail}" for kind, seed, detail in self.faults[:40]]
        return "\n".join(lines)
