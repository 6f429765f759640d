"""Mermaid: its text, how large it draws a diagram, and the columns that a long one goes on in."""
