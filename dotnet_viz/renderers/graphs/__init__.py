"""Scenes as graphs of boxes and lines: for programs that place them, and for those that count on them."""
