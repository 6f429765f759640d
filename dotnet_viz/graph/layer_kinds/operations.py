"""The classes of operations on tensors: those of ``keras.ops``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dotnet_viz.graph.layer_kinds.kind import (
    UNIT_BY_UNIT,
    VALUE_BY_VALUE,
    KernelAxes,
    LayerKind,
    Merge,
    Work,
)


def _all(kind: LayerKind, names: str) -> dict[str, LayerKind]:
    """Return the same facts for each of some class names, given with spaces between them."""
    return dict.fromkeys(names.split(), kind)


_ACTIVATION = replace(VALUE_BY_VALUE, family="activation", work=Work.ACTIVATION)
_FUNCTIONS = {"relu": "ReLU", "relu6": "ReLU6", "elu": "ELU", "selu": "SELU", "celu": "CELU", "gelu": "GELU", "silu": "SiLU"}
_ACTIVATIONS = {
    **{
        name: replace(_ACTIVATION, activation=function, words=_FUNCTIONS.get(function, ""))
        for name, function in {
            "Relu": "relu", "Relu6": "relu6", "LeakyRelu": "leaky_relu", "Elu": "elu", "Selu": "selu", "Celu": "celu",
            "Gelu": "gelu", "Silu": "silu", "Sigmoid": "sigmoid", "LogSigmoid": "log_sigmoid", "Tanh": "tanh",
            "Softplus": "softplus", "Softsign": "softsign", "Squareplus": "squareplus", "HardSigmoid": "hard_sigmoid",
            "HardSilu": "hard_silu", "HardTanh": "hard_tanh", "HardShrink": "hard_shrink", "SoftShrink": "soft_shrink",
            "TanhShrink": "tanh_shrink", "SparsePlus": "sparse_plus", "SparseSigmoid": "sparse_sigmoid", "Mish": "mish",
            "Threshold": "threshold",
        }.items()
    },
    **{
        name: replace(UNIT_BY_UNIT, family="activation", activation=function, work=Work.ACTIVATION)
        for name, function in {"Softmax": "softmax", "LogSoftmax": "log_softmax", "Sparsemax": "sparsemax"}.items()
    },
    "Glu": LayerKind("activation", words="Gated linear unit", activation="glu", settings=("axis",), work=Work.ACTIVATION),
}  # fmt: skip

_CONVOLUTION = LayerKind(
    "convolution",
    linear=True,
    kernel=KernelAxes.INPUT_UNIT,
    settings=("strides", "dilation_rate"),
    work=Work.CONVOLUTION,
)
_POOLING = LayerKind("pooling", keeps_units=True, settings=("pool_size", "strides"), work=Work.POOLING)
_NORMALIZATION = replace(UNIT_BY_UNIT, family="normalization", settings=("axis",), work=Work.LAYER_NORMALIZATION)
_ENCODING = LayerKind("preprocessing", dtype="setting", settings=("num_classes",), work=0)
_NETWORKS = {
    "Conv": _CONVOLUTION,
    "SeparableConv": replace(_CONVOLUTION, work=Work.SEPARABLE_CONVOLUTION),
    "ConvTranspose": replace(_CONVOLUTION, kernel=KernelAxes.OUTPUT_INPUT, words="Transposed convolution"),
    "DepthwiseConv": replace(_CONVOLUTION, kernel=KernelAxes.CHANNEL_MULTIPLIER),
    "MaxPool": _POOLING,
    "AveragePool": replace(_POOLING, linear=True),
    "AdaptiveMaxPool": replace(_POOLING, settings=("output_size",), work=Work.INPUT_VALUES),
    "AdaptiveAveragePool": replace(_POOLING, linear=True, settings=("output_size",), work=Work.INPUT_VALUES),
    "BatchNorm": replace(VALUE_BY_VALUE, family="normalization", words="Batch normalization", linear=True, work=2),
    "LayerNorm": replace(_NORMALIZATION, words="Layer normalization"),
    "RMSNorm": replace(_NORMALIZATION, words="RMS normalization", work=Work.ROOT_MEAN_SQUARE),
    "Normalize": replace(_NORMALIZATION, settings=("axis", "order"), work=Work.LENGTH),
    "DotProductAttention": LayerKind("attention", work=Work.DOT_ATTENTION),
    "OneHot": _ENCODING,
    "MultiHot": _ENCODING,
    "Function": LayerKind("model"),
}

_BINARY = LayerKind("math", merge=Merge.ELEMENT_WISE, work=1)
_BITS = replace(_BINARY, work=0)
_ARITHMETIC = replace(_BINARY, family="merging")
_FLOATING_BINARY = replace(_BINARY, dtype="floating")
_QUOTIENT = replace(_ARITHMETIC, symbol="÷", dtype="floating")
_COMPARISON = replace(_BINARY, dtype="bool")
_JOIN = LayerKind("merging", merge=Merge.JOIN, work=0)
_PRODUCT = LayerKind("math", merge=Merge.PRODUCT, work=Work.MATRIX_PRODUCT)
_MERGES = {
    "Add": replace(_ARITHMETIC, symbol="+", commutative=True),
    "Subtract": replace(_ARITHMETIC, symbol="−"),
    "Multiply": replace(_ARITHMETIC, symbol="×", commutative=True),
    **_all(_QUOTIENT, "Divide TrueDivide DivideNoNan"),
    **_all(replace(_ARITHMETIC, commutative=True), "Maximum Minimum"),
    **_all(replace(_BINARY, commutative=True), "Fmax Fmin"),
    **_all(replace(_BITS, commutative=True), "Gcd Lcm BitwiseAnd BitwiseOr BitwiseXor"),
    **_all(replace(_FLOATING_BINARY, commutative=True), "Hypot Logaddexp Logaddexp2"),
    **_all(_BINARY, "FloorDivide Power Mod Fmod"),
    **_all(_BITS, "Where Select"),
    "BinaryCrossentropy": replace(_BINARY, work=None),
    **_all(_FLOATING_BINARY, "Arctan2 Heaviside Nextafter Ldexp Polar"),
    **_all(_BITS, "LeftShift RightShift BitwiseLeftShift BitwiseRightShift"),
    **_all(replace(_COMPARISON, commutative=True), "Equal NotEqual"),
    **_all(replace(_COMPARISON, commutative=True, work=0), "LogicalAnd LogicalOr LogicalXor"),
    **_all(_COMPARISON, "Greater GreaterEqual Less LessEqual Isclose"),
    "Concatenate": replace(_JOIN, settings=("axis",)),
    "Append": replace(_JOIN, settings=("axis",)),
    "Stack": replace(_JOIN, settings=("axis",)),
    **_all(_JOIN, "Hstack Vstack Dstack"),
    "Dot": replace(_PRODUCT, symbol="·"),
    "Einsum": replace(_PRODUCT, settings=("subscripts",), work=Work.EINSUM),
    "Tensordot": replace(_PRODUCT, settings=("axes",)),
    **_all(_PRODUCT, "Matmul Inner Vdot"),
    **_all(replace(_PRODUCT, work=Work.OUTER_PRODUCT), "Outer Kron"),
    "Cross": replace(_PRODUCT, work=3),
}

# What TensorFlow's profiler has no number for, such as exp and sqrt, is one call of a function, which counts nothing.
_UNARY = replace(VALUE_BY_VALUE, family="math", work=0)
_FLOATING = replace(_UNARY, dtype="floating")
_SAME = replace(_UNARY, keeps_values=True, linear=True, dtype="input")
_TRUTH = replace(_UNARY, dtype="bool")
_ELEMENT_WISE = {
    **_all(_UNARY, "Abs Absolute Fabs Sign Round Trunc Real Imag Angle Conj Conjugate"),
    **_all(replace(_UNARY, work=1), "Negative Square"),
    **_all(_FLOATING, "Sqrt Cbrt Exp Exp2 Expm1 Log1p Floor Ceil"),
    **_all(replace(_FLOATING, work=1), "Reciprocal Log"),
    **_all(replace(_FLOATING, work=2), "Rsqrt Log2 Log10"),
    **_all(_FLOATING, "Sin Cos Tan Sinh Cosh Sinc Arcsin Arccos Arctan Arcsinh Arccosh Arctanh Erf Erfc Erfinv"),
    "Deg2rad": replace(_FLOATING, words="Degrees to radians", work=1),
    "Rad2deg": replace(_FLOATING, words="Radians to degrees", work=1),
    "NanToNum": replace(_UNARY, words="NaN to numbers"),
    **_all(replace(_UNARY, dtype="input"), "BitwiseInvert BitwiseNot"),
    "Clip": replace(_UNARY, dtype="input", settings=("x_min", "x_max"), work=2),
    **_all(replace(_UNARY, dtype="setting", settings=("dtype",)), "Cast SaturateCast"),
    **_all(replace(_UNARY, dtype="input", settings=("dtype",)), "ZerosLike OnesLike EmptyLike FullLike"),
    **_all(_SAME, "StopGradient ConvertToTensor Copy Array Identity"),
    **_all(_TRUTH, "Isnan Isinf Isfinite Isneginf Isposinf Isreal Signbit LogicalNot IsIn"),
    "Digitize": replace(_UNARY, dtype="int32", settings=("bins",)),
}

_REDUCTION = LayerKind("math", reduces=True, settings=("axis",), work=Work.REDUCTION)
_MEAN = replace(_REDUCTION, dtype="floating", work=Work.INPUT_VALUES)
_VARIANCE = replace(_REDUCTION, dtype="floating", work=Work.VARIANCE)
_REDUCTIONS = {
    **_all(_MEAN, "Mean Average Nanmean"),
    **_all(_VARIANCE, "Var Std Nanvar Nanstd"),
    "Norm": replace(_MEAN, work=Work.LENGTH),
    **_all(replace(_MEAN, work=None), "Median Nanmedian Logsumexp"),
    **_all(replace(_REDUCTION, dtype="sum"), "Sum Nansum Nanprod"),
    "Prod": replace(_REDUCTION, dtype="sum", settings=("axis", "dtype")),
    **_all(replace(_REDUCTION, dtype="input"), "Max Min Amax Amin Nanmax Nanmin Ptp"),
    **_all(replace(_REDUCTION, dtype="bool", work=0), "Any All"),
    **_all(replace(_REDUCTION, dtype="int32"), "Argmax Argmin Nanargmax Nanargmin CountNonzero"),
}

_RESHAPING = LayerKind("reshaping", keeps_values=True, linear=True, dtype="input", work=0)
_IN_PLACE = replace(_RESHAPING, keeps_shape=True, settings=("axis",))
_PARTS = LayerKind("reshaping", linear=True, dtype="input", work=0)
_RESHAPINGS = {
    "Reshape": replace(_RESHAPING, settings=("newshape",)),
    "Transpose": replace(_RESHAPING, settings=("axes",)),
    "ExpandDims": replace(_RESHAPING, settings=("axis",)),
    "Squeeze": replace(_RESHAPING, settings=("axis",)),
    "Swapaxes": replace(_RESHAPING, words="Swap axes", settings=("axis1", "axis2")),
    "Moveaxis": replace(_RESHAPING, words="Move axis", settings=("source", "destination")),
    "Rearrange": replace(_RESHAPING, settings=("pattern",)),
    **_all(_RESHAPING, "Ravel Rot90"),
    "View": replace(_RESHAPING, dtype="setting", settings=("dtype",)),
    **_all(replace(_RESHAPING, dtype=""), "ViewAsReal ViewAsComplex"),
    **_all(replace(_RESHAPING, settings=("block_size",)), "DepthToSpace SpaceToDepth"),
    **_all(_IN_PLACE, "Flip Fliplr Flipud Roll"),
    "Split": replace(_PARTS, settings=("indices_or_sections", "axis")),
    "GetItem": replace(_PARTS, words="Indexing"),
    **_all(_PARTS, "ArraySplit Hsplit Vsplit Dsplit Unstack Slice Take TakeAlongAxis"),
    **_all(_PARTS, "Pad PadImages CropImages BroadcastTo Repeat Tile Diagonal Diag Diagflat Tril Triu"),
    **_all(_PARTS, "ExtractPatches ExtractSequences Fold Unfold SliceUpdate Scatter ScatterUpdate Resize"),
}

_IMAGE = LayerKind("preprocessing")
_MATH = LayerKind("math")
_OTHERS = {
    **_all(_IMAGE, "AffineTransform ElasticTransform PerspectiveTransform ScaleAndTranslate MapCoordinates GaussianBlur"),
    **_all(_IMAGE, "RGBToGrayscale RGBToHSV HSVToRGB SobelEdges"),
    **_all(replace(_MATH, settings=("axis",), work=1), "Cumsum Cumprod Nancumsum Nancumprod"),
    "Sort": replace(_MATH, settings=("axis",)),
    **_all(replace(_MATH, dtype="int32", settings=("axis",)), "Argsort Argpartition"),
    "TopK": replace(_MATH, settings=("k",)),
    "InTopK": replace(_MATH, words="In top k", dtype="bool", settings=("k",)),
    "CDist": replace(_MATH, words="Distances of pairs"),
    "FFT2": replace(_MATH, words="FFT of two axes"),
    "IFFT2": replace(_MATH, words="Inverse FFT of two axes"),
    "LuFactor": replace(_MATH, words="LU factors"),
    "I0": replace(_FLOATING, words="Bessel function I0"),
    "AllClose": replace(_MATH, dtype="bool"),
    **_all(_MATH, "CategoricalCrossentropy SparseCategoricalCrossentropy CTCLoss CTCDecode Moments SSIM PSNR"),
    **_all(_MATH, "FFT IRFFT RFFT STFT ISTFT Trapezoid Diff Correlate Corrcoef Bincount Histogram SearchSorted Unique"),
    **_all(_MATH, "Quantile Percentile Nanquantile Nanpercentile UnravelIndex Trace Vander"),
    **_all(replace(_MATH, work=0), "Size Ndim Nonzero Meshgrid"),
    **_all(replace(_MATH, work=0), "Arange Linspace Logspace Geomspace Full"),
    **_all(_MATH, "Cholesky CholeskyInverse Det Eig Eigh Inv JVP Logdet Lstsq MatrixRank Pinv Qr SVD Slogdet"),
    **_all(_MATH, "Solve SolveTriangular"),
    **_all(_MATH, "SegmentMax SegmentMin SegmentProd SegmentSum SegmentReduction"),
    **_all(_MATH, "Map VectorizedMap Scan AssociativeScan Cond Switch ForiLoop WhileLoop Operation"),
}

OPERATIONS: Mapping[str, LayerKind] = {
    **_ACTIVATIONS,
    **_NETWORKS,
    **_MERGES,
    **_ELEMENT_WISE,
    **_REDUCTIONS,
    **_RESHAPINGS,
    **_OTHERS,
}
"""Facts by class name."""

TENSORFLOW: Mapping[str, str] = {
    "concat": "Concatenate",
    "strided_slice": "GetItem",
    "convert_to_tensor_v2": "ConvertToTensor",
    "convert_to_tensor_v2_with_dispatch": "ConvertToTensor",
    "truediv": "TrueDivide",
    "realdiv": "TrueDivide",
    "div_no_nan": "DivideNoNan",
    "floordiv": "FloorDivide",
    "neg": "Negative",
    "pow": "Power",
    "sub": "Subtract",
    "mul": "Multiply",
    "addv2": "Add",
    "biasadd": "Add",
    "l2_normalize": "Normalize",
    "split": "Split",
    "gather": "Take",
    "identity": "Copy",
    "conv2d": "Conv",
    "max_pool": "MaxPool",
    "avg_pool": "AveragePool",
}
"""Operations by the names that TensorFlow has for them, where those are others in words."""
