"""Layouts by Graphviz."""
