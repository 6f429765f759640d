"""Output shapes of recurrent layers, attention and embeddings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.graph import Shape
from dotnet_viz.graph.layer_kinds import class_kind
from dotnet_viz.keras_format.shapes.spatial import Config, Rule, Size, sizes, window_size


def _embedding(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    return [(*shapes[0], int(config["output_dim"]))]


def _recurrent(states: int) -> Rule:
    def rule(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
        return _unrolled(config, shapes[0], (int(config["units"]),), [(int(config["units"]),)] * states)

    return rule


def _unrolled(config: Config, shape: Shape, output: Shape, states: list[Shape]) -> list[Shape]:
    batch, steps = shape[:2]
    result: list[Shape] = [(batch, steps, *output) if config.get("return_sequences") else (batch, *output)]
    if config.get("return_state"):
        result += [(batch, *state) for state in states]
    return result


def _cells(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    cell = config["cell"]
    members = cell["config"]["cells"] if cell["class_name"] == "StackedRNNCells" else [cell]
    states: list[Shape] = []
    for member in members:
        states += [(int(member["config"]["units"]),)] * (class_kind(member["class_name"]).states or 1)
    return _unrolled(config, shapes[0], (int(members[-1]["config"]["units"]),), states)


def _convolutional(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    first = config.get("data_format") == "channels_first"
    spatial = shapes[0][3:] if first else shapes[0][2:-1]
    rank = len(spatial)
    steps = zip(
        spatial,
        sizes(config["kernel_size"], rank),
        sizes(config.get("strides", 1), rank),
        sizes(config.get("dilation_rate", 1), rank),
        strict=True,
    )
    placed = [window_size(size, width, step, config["padding"], dilated) for size, width, step, dilated in steps]
    filters = int(config["filters"])
    output: Shape = (filters, *placed) if first else (*placed, filters)
    return _unrolled(config, shapes[0], output, [output, output])


def _cell(states: int) -> Rule:
    def rule(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
        return [(shapes[0][0], int(config["units"]))] * (1 + states)

    return rule


def reversed_embedding(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the output shape of an embedding that is called with ``reverse=True``: scores of tokens, from vectors.

    Args:
        config: configuration of the layer.
        shapes: shape of its input, of (..., dimensions).

    Returns:
        One shape, of (..., tokens).
    """
    return [(*shapes[0][:-1], int(config["input_dim"]))]


def _mel_spectrogram(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    *batch, length = shapes[0]
    step = int(config["sequence_stride"])
    return [(*batch, int(config["num_mel_bins"]), None if length is None else (length + step + 1) // step)]


def _spectrogram(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    first = config.get("data_format") == "channels_first"
    batch, *inner = shapes[0]
    channels, length = inner if first else reversed(inner)
    frame = int(config["frame_length"])
    bins = int(config.get("fft_length") or frame) // 2 + 1
    bins *= 2 if config.get("mode") == "stft" else 1
    steps = window_size(length, frame, int(config.get("frame_step") or frame // 2), str(config["padding"]))
    if config.get("expand_dims"):
        return [(batch, channels, steps, bins) if first else (batch, steps, bins, channels)]
    depth = None if channels is None else channels * bins
    return [(batch, depth, steps) if first else (batch, steps, depth)]


def _attention(_config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    query, value = shapes[0], shapes[1]
    return [(*query[:-1], value[-1])]


def _multi_head_attention(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    query = shapes[0]
    output: Any = config.get("output_shape")
    if output is None:
        return [query]
    return [(*query[:-1], *sizes(output, 1))]


def _einsum(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    left, result = str(config["equation"]).replace(" ", "").split("->")
    shape = shapes[0]
    known, ellipsis = _letters(left.split(",")[0], shape)
    given = sizes(config["output_shape"], 1)
    letters = result.replace("...", "")
    if "..." not in left:
        return [(shape[0], *given)]
    dims: list[Size] = [
        known[letter] if letter in known else given[index - len(letters)] for index, letter in enumerate(letters)
    ]
    axis = result.index("...") if "..." in result else 0
    return [(*dims[:axis], *(ellipsis if "..." in result else ()), *dims[axis:])]


def _letters(pattern: str, shape: Shape) -> tuple[Mapping[str, Size], Shape]:
    before, dots, after = pattern.partition("...")
    known = dict(zip(before, shape, strict=False))
    if not dots:
        return known, ()
    known |= dict(zip(reversed(after), reversed(shape), strict=False))
    return known, shape[len(before) : len(shape) - len(after)]


def attention_scores(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shape of the attention scores, which attention layers return on request, as Keras states it.

    ``MultiHeadAttention`` states as many values as queries and one axis of each, whatever there are.

    Args:
        config: configuration of the layer.
        shapes: shapes of query and value, and of what else goes in.

    Returns:
        One shape, of (batch, heads, queries, values), without ``heads`` where the layer has none.
    """
    query, value = shapes[0], shapes[1]
    if "num_heads" in config:
        return [(query[0], int(config["num_heads"]), query[1], query[1])]
    if "num_query_heads" in config:
        return [(query[0], int(config["num_query_heads"]), query[1], value[1])]
    return [(*query[:-1], value[1])]


RULES: dict[str, Rule] = {
    **dict.fromkeys(("SimpleRNNCell", "GRUCell"), _cell(1)),
    "LSTMCell": _cell(2),
    "MelSpectrogram": _mel_spectrogram,
    "STFTSpectrogram": _spectrogram,
    "Embedding": _embedding,
    "ReversibleEmbedding": _embedding,
    **{name: _recurrent(class_kind(name).states) for name in ("SimpleRNN", "GRU", "LSTM")},
    "RNN": _cells,
    **{f"ConvLSTM{rank}D": _convolutional for rank in (1, 2, 3)},
    "Attention": _attention,
    "AdditiveAttention": _attention,
    "MultiHeadAttention": _multi_head_attention,
    "GroupQueryAttention": _multi_head_attention,
    "EinsumDense": _einsum,
}
