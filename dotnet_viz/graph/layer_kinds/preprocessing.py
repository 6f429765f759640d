"""The classes of layers that prepare data: images, text, categories and sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dotnet_viz.graph.layer_kinds.kind import UNIT_BY_UNIT, VALUE_BY_VALUE, LayerKind, named

_PREPARATION = LayerKind("preprocessing")
# Random layers change nothing in use, and hand images on.
_VALUES = replace(VALUE_BY_VALUE, family="preprocessing", settings=("factor",), work=0)
_CHANNELS = replace(UNIT_BY_UNIT, family="preprocessing", settings=("factor",), work=0)
_COLORS = LayerKind("preprocessing", keeps_shape=True, settings=("factor",), work=0)
_SIZE = LayerKind("preprocessing", keeps_units=True, settings=("height",), work=0)

_IMAGES = {
    "Rescaling": replace(_VALUES, linear=True, settings=("scale", "offset"), work=2),
    **named(_SIZE, "Resizing", "CenterCrop", "RandomCrop"),
    **named(replace(_SIZE, settings=("factor",)), "RandomWidth", "RandomHeight"),
    **named(_VALUES, "RandomBrightness", "RandomInvert", "RandomPosterization"),
    "RandomErasing": replace(_VALUES, settings=("factor", "scale")),
    "Solarization": replace(_VALUES, settings=("addition_factor", "threshold_factor"), work=3),
    **named(_CHANNELS, "RandomRotation", "RandomContrast", "RandomSharpness"),
    "RandomFlip": replace(_CHANNELS, settings=("mode",)),
    **named(replace(_CHANNELS, settings=("height_factor", "width_factor")), "RandomZoom", "RandomTranslation"),
    "RandomShear": replace(_CHANNELS, settings=("x_factor", "y_factor")),
    "RandomGaussianBlur": replace(_CHANNELS, settings=("kernel_size", "sigma", "factor")),
    **named(replace(_CHANNELS, settings=("factor", "scale")), "RandomPerspective", "RandomElasticTransform"),
    "AutoContrast": replace(_CHANNELS, settings=(), work=None),
    "Equalization": replace(_CHANNELS, settings=("bins",), work=None),
    "ContrastLimitedAdaptiveHistogramEqualization": replace(
        _CHANNELS, words="CLAHE (adaptive histogram equalization)", settings=("clip_limit", "tile_grid_size"), work=None
    ),
    **named(_COLORS, "RandomHue", "RandomSaturation", "RandomGrayscale", "RandomColorDegeneration"),
    "RandomColorJitter": replace(_COLORS, settings=("brightness_factor", "contrast_factor", "saturation_factor", "hue_factor")),
    "RandAugment": replace(_COLORS, words="RandAugment", settings=("num_ops", "factor")),
    "AugMix": replace(_COLORS, words="AugMix", settings=("num_chains", "factor")),
    "CutMix": replace(_COLORS, words="CutMix"),
    "MixUp": replace(_COLORS, words="MixUp", settings=("alpha",)),
    "MaxNumBoundingBoxes": replace(_PREPARATION, words="Limit of bounding boxes", settings=("max_number",), work=0),
    "Pipeline": replace(_PREPARATION, settings=("layers",)),
}

_INDEX = replace(VALUE_BY_VALUE, family="preprocessing", dtype="int64", keeps_shape=False, work=0)
_CATEGORIES = {
    "Discretization": replace(_INDEX, dtype="int32", settings=("num_bins", "bin_boundaries", "output_mode")),
    "Hashing": replace(_INDEX, settings=("num_bins", "output_mode")),
    "HashedCrossing": LayerKind("preprocessing", dtype="int64", settings=("num_bins", "output_mode"), work=0),
    **named(replace(_INDEX, settings=("vocabulary", "max_tokens", "output_mode")), "StringLookup", "IntegerLookup"),
    "CategoryEncoding": replace(_PREPARATION, settings=("num_tokens", "output_mode"), work=0),
    "TextVectorization": replace(
        _PREPARATION, dtype="int64", settings=("vocabulary", "max_tokens", "output_sequence_length", "output_mode"), work=0
    ),
}

_SOUND = {
    "MelSpectrogram": replace(_PREPARATION, settings=("num_mel_bins", "fft_length", "sequence_stride")),
    "STFTSpectrogram": replace(_PREPARATION, settings=("mode", "frame_length", "frame_step", "fft_length")),
}

PREPROCESSING: Mapping[str, LayerKind] = {**_IMAGES, **_CATEGORIES, **_SOUND}
"""Facts by class name."""
