"""What the views change of a scene that is drawn: lines, frames, gaps, images, paper, up to the image that they return."""
