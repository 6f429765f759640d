"""Live models of Keras 2 (``tf_keras``), read as Keras would save them, without saving them."""
