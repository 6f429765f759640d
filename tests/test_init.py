from __future__ import annotations

import subprocess
import sys

import pytest

import dotnet_viz as dv

HEAVY = ("matplotlib", "sklearn", "scipy", "wasmtime", "keras", "tensorflow", "h5py", "PIL", "jinja2", "plutoprint")


def loaded_after(code: str) -> set[str]:
    """Return which heavy packages a new process has loaded after some code."""
    command = [sys.executable, "-c", f"{code}; import sys; print(' '.join(set(sys.modules) & set({HEAVY!r})))"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_import_loads_nothing_heavy() -> None:
    assert loaded_after("import dotnet_viz") == set()


def test_the_verbs_load_nothing_heavy_before_they_are_called() -> None:
    assert loaded_after("from dotnet_viz import *") <= {"jinja2"}


@pytest.mark.parametrize("name", dv.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(dv, name) is not None
    assert name in dir(dv)


def test_what_is_loaded_on_demand_is_all_that_is_public() -> None:
    assert {*dv._HOME, "__version__"} == {*dv.__all__}


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        _ = dv.nope


@pytest.mark.parametrize("order", ["dotnet_viz.cli", "dotnet_viz.api", "dotnet_viz.reporting", "dotnet_viz.drawing"])
def test_verbs_are_functions_whatever_was_imported_first(order: str) -> None:
    code = f"import {order}; import dotnet_viz as dv; assert callable(dv.report) and callable(dv.draw) and callable(dv.read)"
    subprocess.run([sys.executable, "-c", code], check=True)
