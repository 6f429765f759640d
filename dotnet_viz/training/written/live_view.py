"""What is seen of a training while it runs: the page ``live.html`` in its folder, and findings."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import VizError, VizWarning
from dotnet_viz.files.output import write_output
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.training.findings import check_run
from dotnet_viz.measures.training.logs.record import read
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.measures.training.snapshots import graph_of_epoch
from dotnet_viz.training.safeguards.allowance import Allowance, LimitedPart

PAGE = "live.html"
SHARE = 0.01
"""Of the training's time, at most; an update at its end is not counted."""
LEAST_SECONDS = 2.0
EPOCHS_WITH_ARRAYS = 120
"""Of a longer training, the layers of so many epochs are read each time."""
_FIRST_COST = 0.3
_PICTURE_VALUES = 500_000


class LiveView:
    """Looks at the record of a training now and then, as often as its share of time allows.

    Args:
        folder: of the run.
        wants_page: whether ``live.html`` is written.
        on_finding: is called with each finding, once; whatever it raises ends the training as an exception of the user's own.
        note: writes a finding into the record.
        allowance: of the whole recording.
    """

    def __init__(
        self,
        folder: Path,
        *,
        wants_page: bool,
        on_finding: Callable[[Finding], object] | None,
        note: Callable[[Finding], None],
        allowance: Allowance,
    ) -> None:
        self._folder, self._wants_page = folder, wants_page
        self._on_finding, self._note = on_finding, note
        self._allowance, self._part = allowance, LimitedPart(allowance, SHARE, "auto")
        self._cost = _FIRST_COST
        self._last = -LEAST_SECONDS
        self._known: set[tuple[str, str]] = set()

    @property
    def is_due(self) -> bool:
        """Whether it is time for another update."""
        return self._allowance.training - self._last >= LEAST_SECONDS and self._part.is_due(_FIRST_COST)

    def update(self) -> tuple[Finding, ...]:
        """Read the record, write the page, and return what was found for the first time; it is warned of and noted too.

        Raises:
            VizError: the record cannot be read, or the page not be written.
        """
        before = time.perf_counter()
        with self._part.spending():
            run = read(self._folder, max_epochs=EPOCHS_WITH_ARRAYS)
            findings = check_run(run).findings
            new = tuple(one for one in findings if (one.check, one.place) not in self._known)
            self._known |= {(one.check, one.place) for one in new}
            for finding in new:
                self._note(finding)
            if self._wants_page:
                self._write_page(run, findings)
        self._cost = time.perf_counter() - before
        self._last = self._allowance.training
        return new

    def report(self, findings: tuple[Finding, ...]) -> None:
        """Warn of findings and hand them to the user's function.

        Args:
            findings: what :meth:`update` returned.
        """
        for finding in findings:
            if finding.severity != "hint":
                with suppress(VizWarning):  # a filter may make errors of warnings
                    warnings.warn(f"{finding.place}: {finding.message}; {finding.fix}", VizWarning, stacklevel=2)
            if self._on_finding is not None:
                self._on_finding(finding)

    def _write_page(self, run: TrainingRun, findings: tuple[Finding, ...]) -> None:
        from dotnet_viz.reporting.other_pages.live.page import live_page

        picture = _picture(run)
        page = live_page(
            run, findings=findings, weight_graph=picture, every=max(LEAST_SECONDS, self._cost / SHARE), written=time.time()
        )
        write_output(self._folder / PAGE, page)


def _picture(run: TrainingRun) -> Drawing | None:
    """Return the weights as they are now, where they were kept whole and are few enough to be drawn quickly."""
    graph = graph_of_epoch(run) if run.snapshot_epochs else None
    if graph is None or not 0 < (graph.parameter_count or 0) <= _PICTURE_VALUES:
        return None
    from dotnet_viz.api.pictures.weights import weight_graph

    try:
        drawing = weight_graph(graph)
        drawing.placed  # noqa: B018 - what cannot be drawn is left out of the page
    except VizError:
        return None
    return drawing
