"""What the variables of a subclassed model tell of its layers."""

from __future__ import annotations

from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.subclassed import own_variables, parts

VARIABLE = Variable((1,), "float32", None)


def test_parts_of_a_subclassed_model_come_from_its_weights() -> None:
    tree = VariableTree(
        children={
            "optimizer": VariableTree("adam", (VARIABLE,)),
            "blocks": VariableTree(children={"dense": VariableTree("d", (VARIABLE,))}, is_container=True),
            "drop": VariableTree("drop"),
        }
    )
    assert [layer.name for layer in parts(tree)] == ["blocks.dense"]


def test_own_variables_stand_as_layers_under_their_names_or_numbers() -> None:
    tree = VariableTree(own=(VARIABLE, Variable((2,), "float32", None, "scale")))
    layers = list(own_variables(tree))
    assert [(layer.name, layer.kind) for layer in layers] == [("variable_0", "Variable"), ("scale", "Variable")]
    assert [layer.calls[0].outputs[0].shape for layer in layers if layer.calls[0].outputs] == [(1,), (2,)]
