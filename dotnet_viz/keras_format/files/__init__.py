"""Files and folders that models of Keras are stored in."""
