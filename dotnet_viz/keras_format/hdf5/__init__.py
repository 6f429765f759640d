"""HDF5 files of unknown origin, read within limits."""
