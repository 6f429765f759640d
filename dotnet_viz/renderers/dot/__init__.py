"""Scenes as DOT."""
