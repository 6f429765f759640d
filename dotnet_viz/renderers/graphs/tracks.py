"""The lines at the left of a text, as ``git log --graph`` draws them: a column for each line that is not at its end yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_FREE = ""


class TextTracks:
    """The lines that are open, from the left, each with what it goes to.

    Example:
        >>> tracks = TextTracks()
        >>> list(tracks.arrive("a")), tracks.row(), list(tracks.leave(["b", "c"]))
        ([], '●', ['├─╮'])
        >>> list(tracks.arrive("b")), tracks.row()
        ([], '● │')
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._column = 0

    def arrive(self, name: str) -> Iterator[str]:
        """Take all lines that go to a box together into one column, and yield the row that shows it, if there are several.

        Args:
            name: of the box.
        """
        columns = [column for column, target in enumerate(self._open) if target == name]
        self._column = -1
        if not columns:
            self._column = self._new(name)
            return
        self._column = columns[0]
        if len(columns) > 1:
            yield self._joined(columns, "╯", "┴")
            for column in columns[1:]:
                self._open[column] = _FREE
            self._shrink()

    def row(self) -> str:
        """Return the row of the box that arrived last."""
        marks = ["●" if column == self._column else self._mark(column) for column in range(len(self._open))]
        return " ".join(marks)

    def leave(self, targets: Sequence[str]) -> Iterator[str]:
        """Open the lines of the box that arrived last, and yield the row that shows it, if there are several.

        Args:
            targets: where its lines go.
        """
        self._open[self._column] = targets[0] if targets else _FREE
        columns = [self._column, *(self._new(target) for target in targets[1:])]
        if len(columns) > 1:
            yield self._joined(sorted(columns), "╮", "┬")
        self._shrink()

    def _new(self, target: str) -> int:
        """Return the first free column, which goes to a target from now on."""
        for column, other in enumerate(self._open):
            if other == _FREE and column != self._column:
                self._open[column] = target
                return column
        self._open.append(target)
        return len(self._open) - 1

    def _shrink(self) -> None:
        while self._open and self._open[-1] == _FREE:
            self._open.pop()

    def _mark(self, column: int) -> str:
        return " " if self._open[column] == _FREE else "│"

    def _joined(self, columns: Sequence[int], end: str, between: str) -> str:
        """Return the row in which some columns are one line; others that it crosses go on below it."""
        first, last = columns[0], columns[-1]
        parts = []
        for column in range(len(self._open)):
            mark = self._mark(column)
            if column == self._column:
                mark = "├" if column == first else ("┤" if column == last else "┼")
            elif column in columns:
                mark = {first: "╭" if end == "╮" else "╰", last: end}.get(column, between)
            elif first < column < last:
                mark = "┼" if mark == "│" else "─"
            parts.append(mark + ("─" if first <= column < last else " "))
        return "".join(parts).rstrip()
