"""Operations on signals and images: Fourier transforms, sequences of windows, patches, sizes of images, ranges."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, Rule, Size, axis_of, listed, tensor
from dotnet_viz.keras_format.shapes.operations.dtypes import floating
from dotnet_viz.keras_format.shapes.operations.neural import windows
from dotnet_viz.keras_format.shapes.operations.reductions import flat_size
from dotnet_viz.keras_format.shapes.spatial import sizes
from dotnet_viz.keras_format.shapes.tensor import broadcast


def _pair(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape, call.first.dtype) * 2


def _real_fft(call: OperationCall) -> Sequence[TensorSpec]:
    length = call.setting("fft_length") or call.first.shape[-1]
    return tensor((*call.first.shape[:-1], None if length is None else int(length) // 2 + 1), call.first.dtype) * 2


def _inverse_real_fft(call: OperationCall) -> Sequence[TensorSpec]:
    length, last = call.setting("fft_length"), call.first.shape[-1]
    size = int(length) if length is not None else None if last is None else 2 * (last - 1)
    return tensor((*call.first.shape[:-1], size), call.first.dtype)


def _sequences(call: OperationCall) -> Sequence[TensorSpec]:
    size, length = call.first.shape[-1], int(call.setting("sequence_length"))
    count = None if size is None else 1 + (size - length) // int(call.setting("sequence_stride"))
    return tensor((*call.first.shape[:-1], count, length), call.first.dtype)


def _spectrogram(call: OperationCall) -> Sequence[TensorSpec]:
    size, length = call.first.shape[-1], int(call.setting("fft_length"))
    padded = length // 2 * 2 if call.setting("center", default=True) else 0
    count = None if size is None else 1 + (size + padded - length) // int(call.setting("sequence_stride"))
    return tensor((*call.first.shape[:-1], count, length // 2 + 1), call.first.dtype) * 2


def _signal(call: OperationCall) -> Sequence[TensorSpec]:
    count, window = call.first.shape[-2], int(call.setting("fft_length"))
    wanted = call.setting("length")
    size = None if count is None else (count - 1) * int(call.setting("sequence_stride")) + window
    if size is not None and call.setting("center", default=True):
        size -= window // 2 * 2
    return tensor((*call.first.shape[:-2], size if wanted is None else int(wanted)), call.first.dtype)


def _image(call: OperationCall, height: Size, width: Size, channels: Size = None) -> Sequence[TensorSpec]:
    """Return images of a size; a single one has no batch."""
    shape = call.first.shape
    outer = shape[:-3]
    if call.setting("data_format") == "channels_first":
        return tensor((*outer, channels or shape[-3], height, width), call.first.dtype)
    return tensor((*outer, height, width, channels or shape[-1]), call.first.dtype)


def _resized(call: OperationCall) -> Sequence[TensorSpec]:
    height, width = listed(call.setting("size"))
    return _image(call, height, width)


def _sides(call: OperationCall) -> Sequence[Size]:
    shape = call.first.shape
    return shape[-2:] if call.setting("data_format") == "channels_first" else shape[-3:-1]


def _padded(call: OperationCall) -> Sequence[TensorSpec]:
    return _image(call, *_margins(call, "padding", ("top", "bottom"), ("left", "right"), 1))


def _cropped(call: OperationCall) -> Sequence[TensorSpec]:
    return _image(call, *_margins(call, "cropping", ("top", "bottom"), ("left", "right"), -1))


def _margins(call: OperationCall, word: str, rows: tuple[str, str], columns: tuple[str, str], sign: int) -> list[Size]:
    found: list[Size] = []
    for size, names, target in zip(_sides(call), (rows, columns), ("target_height", "target_width"), strict=True):
        wanted = call.setting(target)
        margins = sum(int(call.setting(f"{name}_{word}") or 0) for name in names)
        found.append(int(wanted) if wanted is not None else None if size is None else size + sign * margins)
    return found


def _gray(call: OperationCall) -> Sequence[TensorSpec]:
    height, width = _sides(call)
    return _image(call, height, width, channels=1)


def _patches(call: OperationCall) -> Sequence[TensorSpec]:
    shape = call.first.shape
    widths = listed(call.setting("size"))
    is_first = call.setting("data_format") == "channels_first"
    single = len(shape) == len(widths) + 1
    batched = (1, *shape) if single else shape
    channels, area = batched[1] if is_first else batched[-1], 1
    for width in widths:
        area *= width
    steps = list(sizes(call.setting("strides") or widths, len(widths)))
    space = windows(OperationCall(call.config, [TensorSpec(batched, call.first.dtype)]), widths, steps)
    depth = None if channels is None else channels * area
    whole = (batched[0], depth, *space) if is_first else (batched[0], *space, depth)
    return tensor(whole[1:] if single else whole, call.first.dtype)


def _edges(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor((*call.first.shape, 2), call.first.dtype)


def _mapped(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.operands[1].shape[1:], call.first.dtype)


def _translated(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(listed(call.operands[1].value if len(call.operands) > 1 else call.setting("output_shape")), call.first.dtype)


def _range(call: OperationCall) -> Sequence[TensorSpec]:
    start, stop = call.operands[:2]
    shape = list(broadcast(start.shape, stop.shape))
    shape.insert(axis_of(int(call.setting("axis", 0)), len(shape) + 1), int(call.setting("num", 50)))
    return tensor(shape, str(call.setting("dtype") or floating(start.dtype, stop.dtype)))


def _grids(call: OperationCall) -> Sequence[TensorSpec]:
    lengths = [flat_size(item.shape) for item in call.tensors]
    if call.setting("indexing", "xy") == "xy" and len(lengths) > 1:
        lengths[0], lengths[1] = lengths[1], lengths[0]
    return [spec for item in call.tensors for spec in tensor(lengths, item.dtype)]


RULES: dict[str, Rule] = {
    **dict.fromkeys(("FFT", "FFT2", "IFFT2"), _pair),
    "RFFT": _real_fft,
    "IRFFT": _inverse_real_fft,
    "ExtractSequences": _sequences,
    "STFT": _spectrogram,
    "ISTFT": _signal,
    "ViewAsComplex": lambda call: tensor(call.first.shape[:-1], "complex64"),
    "ViewAsReal": lambda call: tensor((*call.first.shape, 2), "float32"),
    "Resize": _resized,
    "PadImages": _padded,
    "CropImages": _cropped,
    "RGBToGrayscale": _gray,
    "ExtractPatches": _patches,
    "ExtractPatches3D": _patches,
    "SobelEdges": _edges,
    "MapCoordinates": _mapped,
    "ScaleAndTranslate": _translated,
    **dict.fromkeys(("Linspace", "Geomspace", "Logspace"), _range),
    "Meshgrid": _grids,
}
