"""A live model while it runs: its layers, inputs and calls, and what is replaced on them for one pass."""
