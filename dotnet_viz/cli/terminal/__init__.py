"""What the command shows in a terminal: texts and warnings, colours, the picture of a model, a training while it runs."""
