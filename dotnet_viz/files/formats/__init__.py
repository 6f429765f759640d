"""Formats of files, each read with bounds on what it may hold."""
