"""What a call of a model costs: multiply-accumulates, floating-point operations, memory of activations."""
