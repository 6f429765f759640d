"""Blocks of attention with their queries, keys and values, residuals around them, encoder and decoder beside each other."""
