"""What Keras files are made of: the zip archive, the HDF5 bytes and the JSON, read without Keras."""
