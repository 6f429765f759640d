"""What of a graph is drawn: a part of it, nested models opened or closed, several layers as one node."""
