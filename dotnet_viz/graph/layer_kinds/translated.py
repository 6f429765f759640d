"""The classes whose words are translated: layers of Keras that have a name in the languages of the field.

Classes that are one word, such as ``Dense`` and ``LSTM``, are names, and so are estimators and operations.
"""

from __future__ import annotations

from dotnet_viz.translation.translate import mark

TRANSLATED = frozenset(
    {
        mark("Activity regularization"),
        mark("Adaptive average pooling"),
        mark("Adaptive max pooling"),
        mark("Additive attention"),
        mark("Average pooling"),
        mark("Batch normalization"),
        mark("Center crop"),
        mark("Columns side by side"),
        mark("Convolution"),
        mark("Convolutional LSTM"),
        mark("Convolutional LSTM cell"),
        mark("Cropping"),
        mark("Depthwise convolution"),
        mark("Dot product attention"),
        mark("Flax module"),
        mark("GRU cell"),
        mark("Gated linear unit"),
        mark("Gaussian dropout"),
        mark("Gaussian noise"),
        mark("Global average pooling"),
        mark("Global max pooling"),
        mark("Group normalization"),
        mark("Group query attention"),
        mark("Indexing"),
        mark("Input layer"),
        mark("JAX function"),
        mark("LSTM cell"),
        mark("Layer normalization"),
        mark("Layer scale"),
        mark("Locally connected"),
        mark("Max pooling"),
        mark("Mean of calibrated probabilities"),
        mark("Multi head attention"),
        mark("PyTorch module"),
        mark("RMS normalization"),
        mark("Random brightness"),
        mark("Random contrast"),
        mark("Random crop"),
        mark("Random flip"),
        mark("Random rotation"),
        mark("Random translation"),
        mark("Random zoom"),
        mark("Repeat vector"),
        mark("Reversible embedding"),
        mark("Scaled sum"),
        mark("Selection of columns"),
        mark("Separable convolution"),
        mark("Simple RNN"),
        mark("Simple RNN cell"),
        mark("Spatial dropout"),
        mark("Spectral normalization"),
        mark("Stacked RNN cells"),
        mark("Sync batch normalization"),
        mark("Text vectorization"),
        mark("Time distributed"),
        mark("Transposed convolution"),
        mark("Unit normalization"),
        mark("Up sampling"),
        mark("Weights of the model itself"),
        mark("Zero padding"),
    }
)
"""In English."""
