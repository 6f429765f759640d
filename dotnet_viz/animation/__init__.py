"""Sequences of pictures of one thing that changes: frames, and the formats that move."""
