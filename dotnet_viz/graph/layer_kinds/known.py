"""Names that Keras has, of classes and of their settings: a name that neither a model nor Keras has is a slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.graph.layer_kinds.layers import ALIASES, LAYERS
from dotnet_viz.graph.layer_kinds.operations import OPERATIONS
from dotnet_viz.graph.parts import Layer

MOST_NAMED = 30

_CLASSES = frozenset({*LAYERS, *ALIASES, *OPERATIONS, "Functional", "Model", "Sequential"})
# Arguments of the classes in keras.layers, and those that older versions wrote.
_SETTINGS_TEXT = """
activation activity_regularizer addition_factor adjustment alpha alpha_constraint alpha_initializer alpha_regularizer
antialias arguments attention_axes autocast axes axis backward_layer batch_input_shape batch_shape batch_size
beta_constraint beta_initializer beta_regularizer bias_axes bias_constraint bias_initializer bias_regularizer
bin_boundaries bins bounding_box_format brightness_factor build_config call_endpoint call_training_endpoint cell cells
center chain_depth clip_limit constants contrast_factor crop_to_aspect_ratio cropping data_format depth_multiplier
depthwise_constraint depthwise_initializer depthwise_regularizer dilation_rate dims dropout dtype dtype_policy dynamic
embeddings_constraint embeddings_initializer embeddings_regularizer encoding epsilon equation expand_dims expand_nested
factor fft_length fill_mode fill_value filters flash_attention frame_length frame_step function function_type fused
gamma_constraint gamma_initializer gamma_regularizer gate go_backwards gptq_unpacked_column_size groups head_dim height
height_factor hue_factor idf_weights implementation init_values input_dim input_length input_shape interpolation invert
k keepdims kernel_constraint kernel_initializer kernel_regularizer kernel_size key_dim l1 l2 layer layers layout
logit_soft_cap lora_alpha lora_rank mag_exp mask mask_token mask_value mask_zero max_freq max_number max_tokens
max_value mean merge_mode min_freq min_power mode module module_type momentum moving_mean_initializer
moving_variance_initializer n name native_serialization_platforms negative_slope ngrams node_def noise_shape normalize
num_bins num_chains num_classes num_heads num_key_value_heads num_mel_bins num_oov_indices num_query_heads num_tokens
offset oov_method oov_token optional ord output_dim output_mode output_padding output_sequence_length output_shape
output_shape_type output_size pad_to_aspect_ratio pad_to_max_tokens padding periodic perm pointwise_constraint
pointwise_initializer pointwise_regularizer pool_dimensions pool_mode pool_size power_iterations power_to_db
quantization_config ragged rank rate recurrent_activation recurrent_constraint recurrent_dropout recurrent_initializer
recurrent_regularizer ref_power registered_name renorm renorm_clipping renorm_momentum reset_after return_sequences
return_state reverse reverse_dtype reverse_weights salt sampling_rate saturation_factor scale scale_factor scaling
score_mode seed sequence_length sequence_stride shape shared_axes sigma size sliding_window sparse split standardize
state stateful stddev strides synchronized target_shape theta threshold threshold_factor tie_weights tile_grid_size
time_major top_db trainable unit_forget_bias units unroll use_bias use_cudnn use_gate use_scale value_dim value_range
variance virtual_batch_size vocabulary vocabulary_dtype weights width width_factor window x_factor y_factor
zero_output_for_mask
"""
_SETTINGS = frozenset(_SETTINGS_TEXT.split())
_ACTIVATIONS = frozenset(
    {kind.activation for kind in (*LAYERS.values(), *OPERATIONS.values()) if kind.activation}
    | {"linear", "exponential", "swish", "hard_swish", "identity", "logistic"}
)


def activation_like(name: str) -> str:
    """Return the end of a message that guesses which activation was meant; empty for a known one, and where none is near.

    Args:
        name: of an activation function, which may be one of a user's own.

    Example:
        >>> activation_like("rleu"), activation_like("ReLU"), activation_like("my_function")
        (" (did you mean 'relu'?)", '', '')
    """
    return "" if name.casefold() in _ACTIVATIONS else near_miss(name, sorted(_ACTIVATIONS))


def check_classes(option: str, names: Iterable[str], layers: Sequence[Layer]) -> None:
    """Raise where a name is no class of layers.

    Args:
        option: that they were given to, to be named.
        names: of classes.
        layers: of the model. A class that Keras has, but not this model, is no slip.

    Raises:
        OptionError: with the near miss, and the classes of the model.

    Example:
        >>> check_classes("color_map", ["Conv2d"], [Layer("c", "c", "Conv2D")])
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: color_map names 'Conv2d', a class that neither this model nor Keras has \
(did you mean 'Conv2D'?); this model has: Conv2D
    """
    _check(f"{option} names", "a class", names, [layer.kind for layer in layers], _CLASSES)


def check_settings(option: str, names: Iterable[str], layers: Sequence[Layer]) -> None:
    """Raise where a name is no setting of layers, such as ``"kernel_size"``.

    Args:
        option: that they were given to, to be named.
        names: of settings.
        layers: of the model. A setting that a class of Keras has, but no layer of this model, is no slip.

    Raises:
        OptionError: with the near miss, and the settings of the model's layers.
    """
    _check(f"{option} names", "a setting", names, [name for layer in layers for name in layer.config], _SETTINGS)


def _check(start: str, what: str, names: Iterable[str], here: Iterable[str], known: frozenset[str]) -> None:
    own = dict.fromkeys(here)
    for name in names:
        if name not in own and name not in known:
            listed = list(own)
            rest = " ..." if len(listed) > MOST_NAMED else ""
            raise OptionError(
                f"{start} {name!r}, {what} that neither this model nor Keras has{near_miss(name, [*own, *sorted(known)])};"
                f" this model has: {', '.join(listed[:MOST_NAMED]) or 'none'}{rest}"
            )
