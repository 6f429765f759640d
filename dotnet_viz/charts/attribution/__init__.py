"""Attribution maps as pictures: over images, slices of volumes, signals and texts."""
