"""The pictures of SHAP values: one module for each."""
