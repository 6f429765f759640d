"""Mermaid: its text, a page of Markdown around it, how large it draws a diagram, and the columns that a long one goes on in."""
