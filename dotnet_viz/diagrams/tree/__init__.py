"""A decision tree: what each split asks for, how data are distributed there, and what each leaf answers."""
