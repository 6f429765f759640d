"""Measures: graphs, histories and data to numbers, in frozen dataclasses."""
