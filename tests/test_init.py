from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES

HEAVY = ("matplotlib", "sklearn", "scipy", "wasmtime", "keras", "tensorflow", "h5py", "PIL", "jinja2", "plutoprint")


def loaded_after(code: str) -> set[str]:
    """Return which heavy packages a new process has loaded after some code."""
    command = [sys.executable, "-c", f"{code}; import sys; print(' '.join(set(sys.modules) & set({HEAVY!r})))"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_import_loads_nothing_heavy() -> None:
    assert loaded_after("import dotnet_viz") == set()


def test_the_verbs_load_nothing_heavy_before_they_are_called() -> None:
    assert loaded_after("from dotnet_viz import *") <= {"jinja2"}


@pytest.mark.parametrize("name", dir(dv))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(dv, name) is not None


def test_only_public_names_are_listed() -> None:
    import dotnet_viz.compat

    assert {"draw", "WeightGraph", "VizError", "compat"} < set(dir(dv))
    assert not [name for name in dir(dv) if name.startswith("_") and name != "__version__"]
    assert dir(dotnet_viz.compat) == ["ann_viz", "graph_view", "layered_view", "model_to_dot", "plot_model"]


def test_every_style_is_public() -> None:
    classes = {style.__name__ for style in (*STYLES.values(), *DIFFERENCE_STYLES.values())}
    assert classes <= set(dir(dv))


@pytest.mark.mypy
def test_type_checkers_know_the_names(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import dotnet_viz as dv\n"
        "drawing: dv.Drawing = dv.draw([], style=dv.Blocks(fold=False))\n"
        "reveal_type(dv.WeightGraph().max_neurons)\n"
        "dv.Bloks\n"
    )
    mypy = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(program)]
    told = subprocess.run(mypy, capture_output=True, text=True, check=False).stdout
    assert 'program.py:3: note: Revealed type is "int | None"' in told or "Union[builtins.int, None]" in told, told
    assert 'program.py:4: error: Module has no attribute "Bloks"' in told
    assert "Found 1 error" in told


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        _ = dv.nope  # type: ignore[attr-defined]


@pytest.mark.parametrize("order", ["dotnet_viz.cli", "dotnet_viz.api", "dotnet_viz.reporting", "dotnet_viz.drawing"])
def test_verbs_are_functions_whatever_was_imported_first(order: str) -> None:
    code = f"import {order}; import dotnet_viz as dv; assert callable(dv.report) and callable(dv.draw) and callable(dv.read)"
    subprocess.run([sys.executable, "-c", code], check=True)
