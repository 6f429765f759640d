"""SHAP values of a model: what each feature adds to an output, by the library ``shap``, as numbers."""
