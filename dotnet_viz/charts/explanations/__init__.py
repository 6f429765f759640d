"""SHAP values and LIME's linear models as pictures, drawn from their numbers."""
