"""What a live model does with an input: captured while it runs."""
