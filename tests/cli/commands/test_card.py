from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from dotnet_viz import cli
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


@pytest.fixture
def predictions(tmp_path: Path) -> Path:
    path = tmp_path / "p.npz"
    np.savez(path, y_true=np.array([0, 1, 1]), y_pred=np.array([0, 1, 0]))
    return path


def test_a_card_is_written_and_its_path_printed(
    tmp_path: Path, predictions: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    (tmp_path / "card.yaml").write_text("name: 'a: ---'\nlicense: mit\nlanguage: no\n")
    target = tmp_path / "README.md"
    flags = ["--card", str(tmp_path / "card.yaml"), "--predictions", str(predictions), "--date", "2026-01-31", "--seed", "4"]
    assert cli.main(["card", str(MODEL), "-o", str(target), *flags]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    text = target.read_text(encoding="utf-8")
    metadata = yaml.safe_load(text.split("---\n")[1])
    assert (metadata["license"], metadata["language"], metadata["model-index"][0]["name"]) == ("mit", "no", "a: ---")
    assert "**Date:** 2026-01-31" in text
    assert "Seed: 4" in text


def test_without_a_file_the_card_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["card", str(MODEL)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("---\nlibrary_name: keras\n---\n")
    assert "*Not given: license" in out


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["-o", "card.html"], "unknown format of a model card: '.html'"),
        (["-o", "nowhere/README.md"], "there is no folder"),
        (["--card", "none.yaml"], "none.yaml"),
        (["--card", "card.json"], "unknown ending of a file of a model card"),
        (["--crad", "card.yaml"], "--crad"),
    ],
)
def test_mistakes_are_two_lines(
    flags: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert cli.main(["card", str(MODEL), *flags]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert len(err.splitlines()) <= 2


def test_a_report_takes_card_sections_theme_and_logo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "card.yaml").write_text("license: mit\n")
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    own = tmp_path / "own" / "sections"
    own.mkdir(parents=True)
    (own / "notes.html").write_text("<p>A note on {{ heading }}.</p>")
    target = tmp_path / "r.html"
    flags = ["--card", str(tmp_path / "card.yaml"), "--logo", str(tmp_path / "logo.svg"), "--theme", "accent=#a01030"]
    flags += ["--sections", "notes,model_card,overview", "--templates", str(own.parent), "--title", "Mine"]
    assert cli.main(["report", str(MODEL), "-o", str(target), *flags]) == 0
    page = target.read_text(encoding="utf-8")
    assert page.index("<p>A note on Mine.</p>") < page.index('id="model_card"') < page.index('id="overview"')
    assert 'id="architecture"' not in page
    assert "--accent: #a01030" in page
    assert 'class="logo"' in page


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--sections", "overveiw"], "did you mean 'overview'"),
        (["--theme", "acent=red"], "did you mean 'accent'"),
        (["--theme", "none.css"], "none.css"),
        (["--theme", "dark"], "a report follows what its reader has set"),
        (["--logo", "none.png"], "none.png"),
    ],
)
def test_mistakes_in_the_style_of_a_report_are_named(
    flags: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:  # fmt: skip
    assert cli.main(["report", str(MODEL), "-o", str(tmp_path / "r.html"), *flags]) == 2
    assert words in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()
