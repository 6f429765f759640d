"""What keeps the recording from changing a training or taking its time."""
