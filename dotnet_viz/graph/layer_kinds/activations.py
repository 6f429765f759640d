"""What activation functions are made of: the floating-point operations for one value.

Counted as TensorFlow's profiler counts the operations that Keras composes them of: an addition, multiplication, division,
comparison, minimum or maximum is one, and the call of a function of the library (exp, tanh, sigmoid, erf, relu) is none.
"""

from __future__ import annotations

from collections.abc import Mapping

_OPERATIONS: Mapping[int, str] = {
    0: "linear identity relu relu6 leaky_relu elu selu sigmoid logistic tanh softplus softsign exponential log_softmax",
    1: "glu hard_shrink mish tanh_shrink threshold",
    2: "hard_sigmoid hard_tanh log_sigmoid silu swish",
    3: "hard_silu hard_swish",
    4: "gelu prelu soft_shrink sparse_sigmoid squareplus",
    5: "celu softmax sparse_plus",
    8: "sparsemax",
}

ACTIVATION_OPERATIONS: Mapping[str, int] = {name: count for count, names in _OPERATIONS.items() for name in names.split()}
"""Floating-point operations for each value of the result, by the function's name."""
