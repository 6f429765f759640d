"""Reports on one model and on many, their baselines, and model cards."""
