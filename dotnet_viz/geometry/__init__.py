"""Where the parts of a scene are: the boxes that they take, their outlines, and the curves of lines. Lengths are CSS pixels."""
