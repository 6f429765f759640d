"""What pictures of weights say of values that are not stored as they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_percent
from dotnet_viz.graph import Layer, Weight
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.translation.translate import translate


def value_notes(weights: Iterable[tuple[Layer, Weight]]) -> Iterator[str]:
    """Yield a line for each kind of values: dequantised ones, those with the product of LoRA, and those that are not known.

    Args:
        weights: what is drawn, with the layer of each; the same one may come more than once.

    Example:
        >>> kernel = Weight("kernel", "kernel", (2, 3), "float32 from int8", stored_dtype="int8", lora_rank=4)
        >>> list(value_notes([(Layer("a", "a", "Dense"), kernel)]))
        ['dequantised from int8: a', 'with LoRA of rank 4 (kernel + scaled product of its factors): a']
    """
    groups: dict[str, list[str]] = {}
    for layer, weight in weights:
        for text in _notes(weight):
            names = groups.setdefault(text, [])
            name = one_line(layer.name if weight.name in ("kernel", "embeddings") else f"{layer.name}/{weight.name}")
            if name not in names:
                names.append(name)
    for text, names in groups.items():
        yield f"{text}: {listed(names)}"


def share_of_total(share: float | None, measure: str) -> str:
    """Return how much of all magnitudes is drawn, as the end of a note on what is left out.

    Args:
        share: from 0 to 1; ``None`` where it is not known, which is not written.
        measure: what the numbers are, a word of the package.

    Example:
        >>> share_of_total(0.5, "weight"), share_of_total(None, "weight")
        (', with 50 % of the total |weight|', '')
    """
    if share is None:
        return ""
    return translate(", with {share} of the total |{measure}|", share=format_percent(share), measure=translate(measure))


def _notes(weight: Weight) -> Iterator[str]:
    if weight.merged_into:
        return
    if weight.stored_dtype:
        yield translate("dequantised from {dtype}", dtype=weight.dtype.rpartition(" ")[2])
    if weight.lora_rank:
        yield translate("with LoRA of rank {rank} (kernel + scaled product of its factors)", rank=weight.lora_rank)
    if not weight.has_values and not weight.stored_dtype and not weight.lora_rank:
        yield translate("values not known, and not drawn")
