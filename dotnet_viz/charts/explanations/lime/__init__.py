"""The pictures of LIME: weights of a row, words of a text, parts of an image."""
