"""Why something of another library failed, in one line."""

from __future__ import annotations

_LONGEST = 240


def reason_of(error: BaseException) -> str:
    r"""Return the line of an error that says what is wrong, for the end of a message.

    Args:
        error: whatever was raised. Of an error in a traced function the last line says it.

    Example:
        >>> reason_of(ValueError("no such column\nsome more")), reason_of(KeyError())
        ('no such column', 'KeyError')
    """
    lines = [line.strip() for line in str(error).strip().splitlines() if line.strip()]
    if not lines:
        return type(error).__name__
    line = lines[-1] if lines[0].startswith("in user code") else lines[0]
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
