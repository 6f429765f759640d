"""A comparison as a page to explore and as Markdown for a pull request."""

from __future__ import annotations

from dotnet_viz.reporting.comparison.markdown import comparison_markdown
from dotnet_viz.reporting.comparison.page import comparison_page

__all__ = ["comparison_markdown", "comparison_page"]
