"""Scenes for programs in which people go on drawing: draw.io, Excalidraw and PowerPoint."""
