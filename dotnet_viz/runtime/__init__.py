"""Python itself, made to wait, to remember or to work beside: nothing here knows of models or pictures."""
