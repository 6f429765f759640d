"""What is written of models and layers."""
