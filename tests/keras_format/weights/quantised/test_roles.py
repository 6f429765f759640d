import pytest

from dotnet_viz.keras_format.weights.quantised.roles import is_constant, quantised_role_names

FLOAT8 = ["inputs_scale", "inputs_amax_history", "kernel_scale", "kernel_amax_history", "outputs_grad_scale"]


@pytest.mark.parametrize(
    ("kind", "dtypes", "names"),
    [
        ("Dense", ["int8", "float32", "bfloat16"], ["kernel", "bias", "kernel_scale"]),
        ("EinsumDense", ["int8", "float32"], ["kernel", "kernel_scale"]),
        ("Dense", ["int8", "float32", "int8", "float32"], ["kernel", "kernel_scale", "kernel_zero", "g_idx"]),
        ("Dense", ["float32"] * 8, ["kernel", "bias", *FLOAT8, "outputs_grad_amax_history"]),
        ("EinsumDense", ["float32"] * 7, ["kernel", *FLOAT8, "outputs_grad_amax_history"]),
        (
            "Dense",
            ["float32", "uint8", "float32", "uint8", "float32"],
            ["bias", "kernel", "kernel_scale", "kernel_zero", "g_idx"],
        ),
        (
            "Dense",
            ["uint8", "float32", "uint8", "float32", "float32"],
            ["kernel", "kernel_scale", "kernel_zero", "awq_scales", "g_idx"],
        ),
        ("Embedding", ["int8", "float32", "int8", "float32"], ["embeddings", "embeddings_scale", "embeddings_zero", "g_idx"]),
        (
            "ReversibleEmbedding",
            ["int8", "float32", "int8", "float32"],
            ["embeddings", "embeddings_scale", "embeddings_zero", "g_idx"],
        ),
    ],
)
def test_number_and_dtypes_tell_the_variables_of_a_quantised_layer(kind: str, dtypes: list[str], names: list[str]) -> None:
    assert quantised_role_names(kind, dtypes) == names


def test_an_embedding_has_a_second_table_where_its_directions_are_not_tied() -> None:
    names = ["embeddings", "embeddings_scale", "reverse_embeddings", "reverse_embeddings_scale"]
    assert quantised_role_names("ReversibleEmbedding", ["int8", "float32"] * 2, is_tied=False) == names
    assert quantised_role_names("ReversibleEmbedding", ["int8", "float32"], is_tied=False) is None


@pytest.mark.parametrize(
    ("kind", "dtypes"), [("Dense", ["float32", "float32"]), ("Mine", ["int8", "float32"]), ("Dense", ["int8"])]
)
def test_other_variables_are_not_named_by_guess(kind: str, dtypes: list[str]) -> None:
    assert quantised_role_names(kind, dtypes) is None


def test_what_float8_counts_learns_with_the_layer() -> None:
    assert not is_constant("kernel_scale", ["kernel", *FLOAT8])
    assert is_constant("embeddings_zero", ["embeddings", "embeddings_zero"])
    assert not is_constant("scale", ["scale"])
