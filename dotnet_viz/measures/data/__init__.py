"""What data a model is evaluated on: its columns, its classes, what is missing in it and what occurs twice."""
