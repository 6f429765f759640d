"""What the files of a report are called."""

FILE_NAME = "report"
"""Without the suffix."""
