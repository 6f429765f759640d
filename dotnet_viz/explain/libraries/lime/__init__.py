"""LIME: a linear model that is like a model near one sample, by the library ``lime``, as numbers."""
