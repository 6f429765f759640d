"""Feature maps as stacked planes, in the manner of the figure of LeNet-5."""
