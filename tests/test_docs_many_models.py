"""What docs/many-models.md shows is run as it stands there, and its table has every field."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dotnet_viz.cli.parsing import parse
from tests.conftest import DATA

PAGE = (Path(__file__).parents[1] / "docs" / "many-models.md").read_text(encoding="utf-8")


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in "789":
        Path("runs", name).mkdir(parents=True)
        shutil.copy(DATA / "models" / "mlp-6-3-7.keras", Path("runs", name, "model.keras"))
    return tmp_path


def test_the_python_of_the_page_runs_and_json_has_the_fields_of_the_table(
    runs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = PAGE.partition("```python\n")[2].partition("```")[0]
    exec(compile(code, "many-models.md", "exec"), {})
    assert capsys.readouterr().out.startswith("<ReportIndex of 3 models>\nruns/7/model.keras ")
    data = json.loads(Path("reports/index.json").read_text(encoding="utf-8"))
    for field in (*data.keys() - {"made_by", "title"}, *data["models"][0]):
        assert f"`{field}`" in PAGE, field
    assert Path("reports/runs-7-model/facts.json").exists()


def test_the_commands_of_the_page_have_only_flags_that_there_are() -> None:
    import shlex

    from dotnet_viz.cli.commands import command_of

    lines = PAGE.partition("```sh\n")[2].partition("```")[0].splitlines()
    assert lines
    for line in lines:
        words = shlex.split(line)[1:]
        assert parse(command_of(words[0]), words[1:]).output == ["reports/"]
