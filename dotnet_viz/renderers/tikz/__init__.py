"""Scenes as TikZ, for LaTeX."""
