"""Columns of units, with the edges that skip some of them."""
