"""Feature maps as stacked planes, in the style of the figure of LeNet-5."""
