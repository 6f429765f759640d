"""Evaluations as users hold them: numbers, and a method for each chart."""
