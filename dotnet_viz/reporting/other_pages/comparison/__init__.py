"""A comparison, or a row of models, as a page to explore and as Markdown for a pull request."""

from __future__ import annotations

from dotnet_viz.reporting.other_pages.comparison.evolution import evolution_markdown, evolution_page
from dotnet_viz.reporting.other_pages.comparison.markdown import comparison_markdown
from dotnet_viz.reporting.other_pages.comparison.page import comparison_page

__all__ = ["comparison_markdown", "comparison_page", "evolution_markdown", "evolution_page"]
