"""What other libraries change in the process is put back, also where they fail."""

from __future__ import annotations

import random
import sys
import warnings
from types import ModuleType, SimpleNamespace
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from dotnet_viz.explain.libraries.library_state import kept_state
from tests.random_state import random_state


def test_random_states_warnings_and_settings_of_matplotlib_come_back_after_a_failure() -> None:
    np.random.seed(7)
    random.seed(7)
    before = (
        random_state(),
        random.getstate(),
        list(warnings.filters),
        np.geterr(),
        dict.copy(mpl.rcParams),
    )
    with pytest.raises(ZeroDivisionError), kept_state():  # noqa: PT012 - all that a library does before it fails
        np.random.seed(1)
        random.seed(1)
        warnings.simplefilter("error")
        np.seterr(all="raise")
        mpl.rcParams["lines.linewidth"] = 99
        raise ZeroDivisionError
    after = (random_state(), random.getstate(), list(warnings.filters), np.geterr(), dict.copy(mpl.rcParams))
    assert before == after


def test_warnings_of_a_library_are_not_shown() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with kept_state():
            warnings.warn("of a library", stacklevel=1)
    assert seen == []


@pytest.fixture
def tensorflow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What SHAP changes in TensorFlow, without TensorFlow."""
    registry = {"Relu": {"type": "gradient of relu"}, "TensorListReserve": {"type": None}}
    modules: dict[str, Any] = {
        "tensorflow": SimpleNamespace(),
        "tensorflow.python.framework.ops": SimpleNamespace(_gradient_registry=SimpleNamespace(_registry=registry)),
        "tensorflow.python.eager.execute": SimpleNamespace(record_gradient="own"),
        "tensorflow.python.ops.gradients_util": SimpleNamespace(_IsBackpropagatable="own"),
    }
    for name, content in modules.items():
        module = ModuleType(name)
        module.__dict__.update(vars(content))
        monkeypatch.setitem(sys.modules, name, module)
    return registry


def test_gradients_of_tensorflow_come_back(tensorflow: dict[str, Any]) -> None:
    execute: Any = sys.modules["tensorflow.python.eager.execute"]
    util: Any = sys.modules["tensorflow.python.ops.gradients_util"]
    with pytest.raises(RuntimeError), kept_state():  # noqa: PT012 - all that a library does before it fails
        tensorflow["Relu"]["type"] = "of shap"
        tensorflow["shap_Relu"] = {"type": "of shap"}
        del tensorflow["TensorListReserve"]
        execute.record_gradient = util._IsBackpropagatable = "of shap"
        raise RuntimeError
    assert tensorflow == {"Relu": {"type": "gradient of relu"}, "TensorListReserve": {"type": None}}
    assert (execute.record_gradient, util._IsBackpropagatable) == ("own", "own")


def test_gradients_of_functions_that_were_traced_meanwhile_stay(tensorflow: dict[str, Any]) -> None:
    with kept_state():
        tensorflow["CustomGradient-12"] = {"type": "of the model"}
    assert "CustomGradient-12" in tensorflow
