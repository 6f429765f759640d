"""What the files of a report are called, and how the one for programs names itself."""

FILE_NAME = "report"
"""Without the suffix."""
FORMAT = "dotnet_viz report"
"""What a ``report.json`` says of itself, so that it is told from the JSON of a model."""
VERSION = 1
"""Of its schema."""
