"""What TensorFlow stores of a model: checkpoints, graphs of objects, SavedModel folders; read without TensorFlow."""
