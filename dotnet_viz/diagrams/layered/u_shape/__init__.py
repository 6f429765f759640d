"""Encoder and decoder as a U, after the figure of the U-Net: a row for each resolution, the encoder down on its left side."""
