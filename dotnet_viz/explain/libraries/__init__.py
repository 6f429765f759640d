"""Explanations by other libraries, SHAP and LIME, and what both are given and checked by."""
