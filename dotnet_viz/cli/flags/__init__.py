"""Flags that several commands have, and what they make of their values."""
