"""One call of every operation of ``keras.ops`` that builds in a functional model, and more where settings matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Call = Callable[..., Any]

# What goes in, by a word: shape without the batch, and dtype.
INPUTS: dict[str, tuple[tuple[int | None, ...], str]] = {
    "x": ((4, 6), "float32"),
    "i": ((4, 6), "int32"),
    "b": ((4, 6), "bool"),
    "half": ((4, 6), "float16"),
    "sq": ((4, 4), "float32"),
    "img": ((8, 8, 3), "float32"),
    "v": ((6,), "float32"),
    "iv": ((6,), "int32"),
    "s": ((20,), "float32"),
    "open": ((None, 6), "float32"),
    "heads": ((5, 2, 3), "float32"),
}


def _two(ops: Any) -> list[Any]:
    return [ops.ones((2,))] * 2


def _words(text: str) -> list[str]:
    return text.split()


_ONE = _words(
    """
    abs absolute all amax amin angle any arccos arccosh arcsin arcsinh arctan arctanh argmax argmin argsort array
    average bitwise_invert bitwise_not cbrt ceil celu conj conjugate convert_to_tensor copy corrcoef cos cosh
    count_nonzero cumprod cumsum deg2rad diagflat diagonal diff elu empty_like erf erfc erfinv exp exp2 expm1
    fabs flip fliplr flipud floor gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh i0 imag
    isfinite isinf isnan isneginf isposinf isreal layer_normalization leaky_relu log log10 log1p log2 log_sigmoid
    log_softmax logical_not logsumexp lu_factor matrix_rank max mean median min nan_to_num nanargmax nanargmin
    nancumprod nancumsum nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar ndim negative norm
    normalize ones_like pinv prod ptp qr rad2deg ravel real reciprocal relu relu6 rfft rms_normalization rot90
    round rsqrt selu sigmoid sign signbit silu sin sinc sinh size soft_shrink softmax softplus softsign sort
    sparse_plus sparse_sigmoid sparsemax sqrt square squareplus squeeze std stop_gradient sum svd swish tan tanh
    tanh_shrink trace transpose trapezoid tril triu trunc var view view_as_complex view_as_real where zeros_like
    """
)
_TWO = _words(
    """
    add allclose append arctan2 binary_crossentropy categorical_crossentropy cdist divide divide_no_nan equal
    floor_divide fmax fmin fmod full_like greater greater_equal heaviside hypot inner isclose isin kron less
    less_equal linspace geomspace logspace logaddexp logaddexp2 logical_and logical_or logical_xor maximum
    meshgrid minimum mod multiply nextafter not_equal outer polar power subtract tensordot true_divide vdot
    """
)
_TWO_INTEGERS = _words(
    """
    bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor gcd lcm ldexp left_shift
    right_shift take
    """
)
_SQUARE = _words(
    """
    cholesky cholesky_inverse det eig eigh inv logdet slogdet
    """
)
_JOINED = _words(
    """
    concatenate dstack hstack stack vstack
    """
)

_OTHERS: dict[str, tuple[str, Call]] = {
    "adaptive_average_pool": ("img", lambda ops, x: ops.adaptive_average_pool(x, (2, 3))),
    "adaptive_max_pool": ("img", lambda ops, x: ops.adaptive_max_pool(x, (4, 4))),
    "affine_transform": ("img", lambda ops, x: ops.image.affine_transform(x, ops.ones((1, 8)))),
    "argpartition": ("x", lambda ops, x: ops.argpartition(x, 1)),
    "array_split": ("x", lambda ops, x: ops.array_split(x, 4, axis=2)),
    "associative_scan": ("x", lambda ops, x: ops.associative_scan(ops.add, x, axis=1)),
    "average_pool": ("img", lambda ops, x: ops.average_pool(x, 3, 2, padding="same")),
    "batch_normalization": ("x", lambda ops, x: ops.batch_normalization(x, x[0, 0], x[0, 1], -1)),
    "bincount": ("iv", lambda ops, x: ops.bincount(x, minlength=7)),
    "blackman": ("v", lambda ops, x: x * ops.blackman(6)),
    "broadcast_to": ("x", lambda ops, x: ops.broadcast_to(x[0], (3, 4, 6))),
    "cast": ("x", lambda ops, x: ops.cast(x, "float16")),
    "clip": ("i", lambda ops, x: ops.clip(x, 1, 2)),
    "conv": ("img", lambda ops, x: ops.conv(x, ops.ones((3, 3, 3, 5)), 2, padding="same")),
    "conv_transpose": ("img", lambda ops, x: ops.conv_transpose(x, ops.ones((3, 3, 5, 3)), 2)),
    "correlate": ("v", lambda ops, x: ops.correlate(x[0], x[1], "full")),
    "cross": ("heads", lambda ops, x: ops.cross(x, x)),
    "ctc_decode": ("x", lambda ops, x: ops.ctc_decode(x, ops.ones((3,), "int32"))),
    "ctc_loss": ("i", lambda ops, x: ops.ctc_loss(x[:, :, 0], ops.cast(x, "float32"), x[:, 0, 0], x[:, 0, 1])),
    "depth_to_space": ("img", lambda ops, x: ops.depth_to_space(ops.concatenate([x] * 4, -1), 2)),
    "depthwise_conv": ("img", lambda ops, x: ops.depthwise_conv(x, ops.ones((3, 3, 3, 2)))),
    "diag": ("v", lambda ops, x: ops.diag(x)),
    "digitize": ("x", lambda ops, x: ops.digitize(x, np.array([0.0, 1.0]))),
    "dot_product_attention": ("heads", lambda ops, x: ops.dot_product_attention(x, x, x)),
    "dot": ("sq", lambda ops, x: ops.dot(x, ops.ones((4, 3)))),
    "dsplit": ("heads", lambda ops, x: ops.dsplit(x, 2)),
    "einsum": ("x", lambda ops, x: ops.einsum("bij,bkj->bik", x, x)),
    "expand_dims": ("x", lambda ops, x: ops.expand_dims(x, 1)),
    "extract_sequences": ("s", lambda ops, x: ops.extract_sequences(x, 8, 4)),
    "fft": ("x", lambda ops, x: ops.fft((x, x))),
    "fft2": ("x", lambda ops, x: ops.fft2((x, x))),
    "fold": ("x", lambda ops, x: ops.fold(ops.concatenate([x, x], 1)[:, :, :4], (4, 4), 2, stride=2)),
    "get_item": ("x", lambda ops, x: x[:, -1]),
    "hamming": ("v", lambda ops, x: x * ops.hamming(6)),
    "histogram": ("x", lambda ops, x: ops.histogram(x)),
    "hsplit": ("x", lambda ops, x: ops.hsplit(x, 2)),
    "ifft2": ("x", lambda ops, x: ops.ifft2((x, x))),
    "in_top_k": ("v", lambda ops, x: ops.in_top_k(ops.argmax(x, -1), x, 2)),
    "irfft": ("x", lambda ops, x: ops.irfft((x, x))),
    "istft": ("x", lambda ops, x: ops.istft((x, x), 8, 4, 10)),
    "lstsq": ("sq", lambda ops, x: ops.lstsq(x[0], x[1])),
    "matmul": ("sq", lambda ops, x: ops.matmul(x, x)),
    "max_pool": ("img", lambda ops, x: ops.max_pool(x, 2)),
    "moments": ("x", lambda ops, x: ops.moments(x, 1)),
    "moveaxis": ("img", lambda ops, x: ops.moveaxis(x, 1, 3)),
    "multi_hot": ("i", lambda ops, x: ops.multi_hot(x, 9)),
    "nanpercentile": ("x", lambda ops, x: ops.nanpercentile(x, 50.0, axis=1)),
    "nanquantile": ("x", lambda ops, x: ops.nanquantile(x, 0.5, axis=1)),
    "nonzero": ("x", lambda ops, x: ops.nonzero(x)),
    "one_hot": ("i", lambda ops, x: ops.one_hot(x, 9)),
    "pad": ("x", lambda ops, x: ops.pad(x, ((0, 0), (1, 2), (3, 0)))),
    "percentile": ("x", lambda ops, x: ops.percentile(x, 50.0, axis=1)),
    "psnr": ("x", lambda ops, x: ops.psnr(x, x, 1.0)),
    "quantile": ("x", lambda ops, x: ops.quantile(x, 0.5, axis=-1, keepdims=True)),
    "repeat": ("x", lambda ops, x: ops.repeat(x, 3, axis=1)),
    "reshape": ("x", lambda ops, x: ops.reshape(x, (-1, 3, 8))),
    "roll": ("x", lambda ops, x: ops.roll(x, 1)),
    "saturate_cast": ("x", lambda ops, x: ops.saturate_cast(x, "uint8")),
    "scatter_update": ("x", lambda ops, x: ops.scatter_update(x, [[0, 1]], ops.ones((1, 6)))),
    "searchsorted": ("v", lambda ops, x: ops.searchsorted(x[0], x[1])),
    "segment_max": ("iv", lambda ops, x: ops.segment_max(x[0], x[1], 4)),
    "segment_min": ("iv", lambda ops, x: ops.segment_min(x[0], x[1], 4)),
    "segment_prod": ("iv", lambda ops, x: ops.segment_prod(x[0], x[1], 4)),
    "segment_sum": ("iv", lambda ops, x: ops.segment_sum(x[0], x[1], 4)),
    "select": ("x", lambda ops, x: ops.select([x > 0, x < -1], [x, x * 2.0], 0.0)),
    "separable_conv": ("img", lambda ops, x: ops.separable_conv(x, ops.ones((3, 3, 3, 2)), ops.ones((1, 1, 6, 4)))),
    "slice": ("x", lambda ops, x: ops.slice(x, (0, 1, 2), (1, 2, 3))),
    "slice_update": ("x", lambda ops, x: ops.slice_update(x, (0, 1, 2), ops.ones((1, 2, 3)))),
    "solve": ("sq", lambda ops, x: ops.solve(x, x)),
    "solve_triangular": ("sq", lambda ops, x: ops.solve_triangular(x, x)),
    "space_to_depth": ("img", lambda ops, x: ops.space_to_depth(x, 2)),
    "sparse_categorical_crossentropy": ("x", lambda ops, x: ops.sparse_categorical_crossentropy(ops.argmax(x, -1), x)),
    "split": ("x", lambda ops, x: ops.split(x, 2, axis=1)),
    "stft": ("s", lambda ops, x: ops.stft(x, 8, 4, 10)),
    "swapaxes": ("x", lambda ops, x: ops.swapaxes(x, 1, 2)),
    "take_along_axis": ("x", lambda ops, x: ops.take_along_axis(x, ops.argsort(x), axis=-1)),
    "threshold": ("x", lambda ops, x: ops.threshold(x, 0.5, 0.0)),
    "tile": ("x", lambda ops, x: ops.tile(x, (1, 2, 3))),
    "top_k": ("x", lambda ops, x: ops.top_k(x, 3)),
    "unfold": ("img", lambda ops, x: ops.unfold(ops.transpose(x, (0, 3, 1, 2)), 2)),
    "unique": ("x", lambda ops, x: ops.unique(x)),
    "unravel_index": ("iv", lambda ops, x: ops.unravel_index(x, (3, 4))),
    "unstack": ("x", lambda ops, x: ops.unstack(x, 4, axis=1)),
    "vander": ("v", lambda ops, x: ops.vander(x[0], 4)),
    "vsplit": ("x", lambda ops, x: ops.vsplit(ops.reshape(x, (4, -1, 6)), 2)),
    "crop_images": ("img", lambda ops, x: ops.image.crop_images(x, 1, 2, target_height=4, target_width=5)),
    "elastic_transform": ("img", lambda ops, x: ops.image.elastic_transform(x)),
    "extract_patches": ("img", lambda ops, x: ops.image.extract_patches(x, 4)),
    "extract_patches_3d": ("img", lambda ops, x: ops.image.extract_patches_3d(ops.expand_dims(x, 1), (1, 2, 2))),
    "gaussian_blur": ("img", lambda ops, x: ops.image.gaussian_blur(x)),
    "hsv_to_rgb": ("img", lambda ops, x: ops.image.hsv_to_rgb(x)),
    "map_coordinates": ("v", lambda ops, x: ops.image.map_coordinates(x, ops.ones((2, 5)), 1)),
    "pad_images": ("img", lambda ops, x: ops.image.pad_images(x, 1, 2, target_height=12, target_width=13)),
    "perspective_transform": ("img", lambda ops, x: ops.image.perspective_transform(x, *[ops.ones((1, 4, 2))] * 2)),
    "resize": ("img", lambda ops, x: ops.image.resize(x, (4, 5))),
    "sobel_edges": ("img", lambda ops, x: ops.image.sobel_edges(x)),
    "ssim": ("img", lambda ops, x: ops.image.ssim(x, x, 1.0)),
    "rgb_to_grayscale": ("img", lambda ops, x: ops.image.rgb_to_grayscale(x)),
    "rgb_to_hsv": ("img", lambda ops, x: ops.image.rgb_to_hsv(x)),
    "scale_and_translate": ("img", lambda ops, x: ops.image.scale_and_translate(x, (1, 5, 6, 3), *_two(ops), [1, 2], "linear")),
}  # fmt: skip

_SETTINGS: dict[str, tuple[str, Call]] = {
    "argmax of an axis": ("x", lambda ops, x: ops.argmax(x, -1, keepdims=True)),
    "argsort flat": ("x", lambda ops, x: ops.argsort(x, None)),
    "average of an axis": ("i", lambda ops, x: ops.average(x, 1)),
    "cumsum of an axis": ("x", lambda ops, x: ops.cumsum(x, 1)),
    "diagonal": ("img", lambda ops, x: ops.diagonal(x, 1, 1, 2)),
    "diff twice": ("x", lambda ops, x: ops.diff(x, 2, 1)),
    "einsum with dots": ("img", lambda ops, x: ops.einsum("b...c,cd->b...d", x, ops.ones((3, 7)))),
    "flip whole numbers": ("i", lambda ops, x: ops.flip(x, 1)),
    "floor of whole numbers": ("i", lambda ops, x: ops.floor(x)),
    "halves and singles": ("half", lambda ops, x: x + ops.cast(x, "float32")),
    "item of dots": ("img", lambda ops, x: x[..., 0]),
    "item of a new axis": ("x", lambda ops, x: x[:, None, 1:3]),
    "item with steps": ("x", lambda ops, x: x[:, ::2, ::-1]),
    "item of an open axis": ("open", lambda ops, x: x[:, 1:-1]),
    "item at a point": ("x", lambda ops, x: x[0, 1, 2]),
    "largest of whole numbers": ("i", lambda ops, x: ops.max(x, axis=(1, 2))),
    "mean of whole numbers": ("i", lambda ops, x: ops.mean(x)),
    "norm of an axis": ("x", lambda ops, x: ops.norm(x, axis=-1, keepdims=True)),
    "matmul of a vector": ("sq", lambda ops, x: ops.matmul(x, ops.ones((4,)))),
    "moments kept": ("x", lambda ops, x: ops.moments(x, (0, 1), keepdims=True)),
    "number from the left": ("x", lambda ops, x: 1.0 - x),
    "numbers and truth": ("b", lambda ops, x: x * 2),
    "one-hot of truth": ("i", lambda ops, x: ops.one_hot(x, 3, axis=1, dtype="bool")),
    "open and known": ("open", lambda ops, x: ops.concatenate([x, ops.ones_like(x)], 1)),
    "open repeated": ("open", lambda ops, x: ops.repeat(x, 2, 1)),
    "outer products": ("x", lambda ops, x: ops.tensordot(x, x, axes=[[2], [2]])),
    "power of whole numbers": ("i", lambda ops, x: x**2),
    "pooled to nothing known": ("open", lambda ops, x: ops.max_pool(x, 2)),
    "quotient of whole numbers": ("i", lambda ops, x: x / 2),
    "quotient rounded": ("i", lambda ops, x: x // 2),
    "repeated flat": ("x", lambda ops, x: ops.repeat(x[0], 2)),
    "root of whole numbers": ("i", lambda ops, x: ops.sqrt(x)),
    "sorted flat": ("x", lambda ops, x: ops.sort(x, axis=1)),
    "split at places": ("x", lambda ops, x: ops.split(x, [1, 3], axis=1)),
    "squeezed axis": ("x", lambda ops, x: ops.squeeze(x[:, :1], 1)),
    "std of an axis": ("i", lambda ops, x: ops.std(x, -1)),
    "sum of truth": ("b", lambda ops, x: ops.sum(x, -1)),
    "sum of two axes": ("x", lambda ops, x: ops.sum(x, (1, 2), keepdims=True)),
    "svd of values": ("x", lambda ops, x: ops.svd(x, compute_uv=False)),
    "take of an axis": ("x", lambda ops, x: ops.take(x, [0, 2], axis=1)),
    "take of one": ("x", lambda ops, x: ops.take(x, 3, axis=-1)),
    "transposed": ("x", lambda ops, x: ops.transpose(x, (0, 2, 1))),
    "truth of a comparison": ("x", lambda ops, x: (x > 0) & (x < 1)),
    "where of both": ("x", lambda ops, x: ops.where(x > 0, x, ops.zeros_like(x))),
    "where of numbers": ("x", lambda ops, x: ops.where(x > 0, 1.0, x)),
}


def _named(name: str, count: int) -> Call:
    return lambda ops, x: getattr(ops, name)(*[x] * count)


def _joined(name: str) -> Call:
    return lambda ops, x: getattr(ops, name)([x, x])


def cases() -> Iterator[tuple[str, str, Call]]:
    """Yield the name of each case, the word of what goes in, and what makes the tensors from ``keras.ops`` and it."""
    for word, count, names in (("x", 1, _ONE), ("x", 2, _TWO), ("i", 2, _TWO_INTEGERS), ("sq", 1, _SQUARE)):
        yield from ((name, word, _named(name, count)) for name in names)
    yield from ((name, "x", _joined(name)) for name in _JOINED)
    yield from ((name, word, call) for name, (word, call) in {**_OTHERS, **_SETTINGS}.items())
