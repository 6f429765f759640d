"""Scenes as Encapsulated PostScript."""
