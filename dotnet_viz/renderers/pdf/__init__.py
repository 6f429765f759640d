"""HTML as PDF."""

ENGINES = ("auto", "plutoprint", "weasyprint", "chromium")
"""Names of what prints HTML, in the order in which they are tried; ``"auto"`` takes the first that is here."""
