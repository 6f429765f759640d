"""What docs/drop-ins.md shows is run as it stands there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from tests.conftest import DATA

TEXT = (Path(__file__).parents[1] / "docs" / "drop-ins.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_writes_its_files(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(code.replace("tests/data", str(DATA)), {})
    names = re.findall(r'(?:to_file|filename)="([\w.]+)"', code)
    assert names
    assert all((tmp_path / name).stat().st_size > 500 for name in names)


def test_the_imports_of_the_table_work() -> None:
    imports = re.findall(r"^\| `[^`]+` \| `((?:from|import) dotnet_viz[^`]+)` \|$", TEXT, re.MULTILINE)
    assert len(imports) == 3
    for line in imports:
        exec(line, {})


def test_a_drop_in_of_the_last_table_is_there_and_its_style_too() -> None:
    import dotnet_viz as dv

    visualkeras, compat = (importlib.import_module(f"dotnet_viz.compat{name}") for name in (".visualkeras", ""))
    rows = re.findall(r'^\| `(\w+)` \| `dv\.draw\(model, style="([\w-]+)"\)` \|$', TEXT, re.MULTILINE)
    assert len(rows) == 5
    for name, style in rows:
        assert callable(getattr(compat, name, None) or getattr(visualkeras, name))
        assert dv.draw(DATA / "models" / "cnn-28x28.keras", style=style).svg.startswith("<svg")
