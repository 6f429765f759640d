"""A call of ``fit``: its arguments, what it was set to, its steps, and how it ends."""
