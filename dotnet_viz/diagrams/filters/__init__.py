"""Kernels of convolutions as images."""
