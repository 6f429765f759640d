"""The checks, by what they look at: each module lists its own in ``CHECKS``."""
