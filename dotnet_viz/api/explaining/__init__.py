"""What a model does with samples: activations, attribution, SHAP, LIME and importances."""
