from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from dotnet_viz import cli
from dotnet_viz.cli.command import model_suffixes
from dotnet_viz.cli.commands import COMMANDS, command_of
from dotnet_viz.cli.docstrings import first_sentence
from dotnet_viz.cli.flags.styles import style_flags
from dotnet_viz.cli.help_text import WIDTH, command_help, main_help
from tests.model_files import CNN, edited, to_gelu
from tests.training.records import write_record

STYLES: list[tuple[str, str]] = [(name, style) for name in ("draw", "diff") for style in command_of(name).styles or ()]
PAGES = {
    "": main_help(),
    "short": main_help(short=True),
    **{name: command_help(command_of(name)) for name in COMMANDS},
    **{f"{name} {style}": command_help(command_of(name), style) for name, style in STYLES},
}


def style_class(command: str, style: str) -> Any:
    styles = command_of(command).styles
    assert styles is not None
    return styles[style]


def examples(text: str) -> list[str]:
    """Return the command lines under "examples:", without what they do."""
    lines = text.partition("examples:\n")[2].partition("\n\n")[0].splitlines()
    return [line.strip().partition("  ")[0] for line in lines]


def test_the_main_page_names_the_files_that_can_be_read() -> None:
    assert f"A model is a {model_suffixes()} file." in " ".join(PAGES[""].split())


@pytest.mark.parametrize("page", PAGES)
def test_every_page_fits_a_terminal(page: str) -> None:
    for line in PAGES[page].splitlines():
        assert len(line) <= WIDTH
        assert line == line.rstrip()
        assert "``" not in line
        assert "None" not in line.split()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_printed_without_what_a_command_needs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for flag in ("-h", "--help"):
        assert cli.main([name, "--no-such-flag", flag]) == 0
        assert capsys.readouterr() == (PAGES[name], "")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_tells_its_flags_and_examples(name: str) -> None:
    command = command_of(name)
    for flag in command.all_flags:
        names = [f"--[no-]{flag.name[2:]}"] if flag.negatable else flag.names
        assert f"  {', '.join(names)} " in PAGES[name]
    assert examples(PAGES[name])
    assert COMMANDS[name] in PAGES[""]


@pytest.mark.parametrize(("name", "style"), STYLES, ids=str)
def test_a_command_has_one_line_for_each_style_and_no_flag_of_any(name: str, style: str) -> None:
    page = PAGES[name].splitlines()
    assert [line.split(maxsplit=1)[1] for line in page if line.split(maxsplit=1)[:1] == [style]] == [
        first_sentence(style_class(name, style).__doc__)
    ]
    own = {flag.name for flag in command_of(name).all_flags}
    for flag in style_flags(style_class(name, style)):
        assert flag.name in own or not any(line.startswith((f"  {flag.name} ", f"  --[no-]{flag.name[2:]}")) for line in page)


@pytest.mark.parametrize(("name", "style"), STYLES, ids=str)
def test_a_style_tells_all_its_flags_with_choices_and_defaults_and_none_of_others(name: str, style: str) -> None:
    page = PAGES[f"{name} {style}"]
    flags = style_flags(style_class(name, style))
    title = f"options of --style {style}:\n"
    rows = [line.split()[0] for line in page.partition(title)[2].partition("\n\n")[0].splitlines() if line.startswith("  -")]
    assert rows == [f"--[no-]{flag.name[2:]}" if flag.negatable else flag.name for flag in flags]
    text = " ".join(page.split())
    for flag in flags:
        assert not flag.default or f"(default: {flag.default})" in text
        assert all(word in text for word in (flag.converter.choices if flag.converter else ()))


@pytest.mark.parametrize("page", PAGES)
def test_no_name_of_the_code_is_left_in_a_help_page(page: str) -> None:
    about = [line[24:] for line in PAGES[page].splitlines() if line.startswith(" " * 24)]
    constants = re.findall(r"\b[A-Z]+S\b", " ".join(about))
    assert not set(constants) - {"REVISIONS"}, constants


def test_flags_of_a_style_are_reported_by_its_short_name_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", "--style", "weights", "--help"]) == 0
    assert capsys.readouterr().out == PAGES["draw weight-graph"]


def test_help_for_a_style_that_is_not_there_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", "--style", "layred", "--help"]) == 2
    assert "did you mean 'layered'" in capsys.readouterr().err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(CNN, "model.keras")
    shutil.copy(CNN, "old.keras")
    edited(CNN, tmp_path / "new.keras", to_gelu, factor=1.5)
    np.savez("model.npz", coefficients=np.random.default_rng(0).normal(size=(4, 1)))
    np.save("x.npy", np.zeros((2, 28, 28, 1)))
    np.save("sample.npy", np.ones(2))
    Image.new("RGB", (9, 7)).save("image.png")
    Path("log.csv").write_text("epoch,loss\n0,1.0\n1,0.5\n")
    for table in ("predictions.csv", "p.csv"):
        Path(table).write_text("y_true,well,ill\nwell,0.9,0.1\nill,0.2,0.8\nill,0.6,0.4\n")
    np.savez("p.npz", y_true=[0, 1, 1], y_score=[0.1, 0.8, 0.4], class_names=np.array(["well", "ill"]))
    np.savez("masks.npz", y_true=np.eye(8, dtype=int)[np.newaxis], y_score=np.eye(8)[np.newaxis, ..., np.newaxis] * 0.8)
    pixels, kinds = np.random.default_rng(0).integers(0, 2, (6, 784)), np.array([0, 1, 2, 0, 1, 2])
    np.savez("test.npz", x=pixels.reshape(6, 28, 28, 1), y=kinds)
    rows = "".join(f"{','.join(map(str, row))},{kind}\n" for row, kind in zip(pixels.tolist(), kinds, strict=True))
    Path("t.csv").write_text(f"{','.join(f'p{number}' for number in range(784))},y\n{rows}")
    Path("card.yaml").write_text("license: mit\nfactors: The light.\n")
    Path("checkpoints").mkdir()
    shutil.copy("old.keras", "checkpoints/epoch-1.keras")
    shutil.copy("new.keras", "checkpoints/epoch-2.keras")
    Path("report").mkdir()
    for run in ("runs/7", "runs/8", "logs/a"):
        write_record(tmp_path / run, 3)
    return tmp_path


@pytest.mark.parametrize(("name", "style"), STYLES, ids=str)
def test_the_examples_of_every_style_run(folder: Path, name: str, style: str) -> None:
    lines = examples(PAGES[f"{name} {style}"])
    assert lines
    for line in lines:
        words = shlex.split(line)
        assert words[:2] == ["dotnet-viz", name]
        assert cli.main([*words[1:], "--quiet"]) == 0, line
        target = folder / words[words.index("-o") + 1]
        assert target.stat().st_size > 500
        target.unlink()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_examples_of_every_command_run(folder: Path, name: str) -> None:
    if name in ("passage", "explain", "report", "evaluate", "card") and find_spec("keras") is None:
        pytest.skip("Keras is not installed")
    for line in examples(PAGES[name]):
        words = shlex.split(line.partition(" > ")[0])[1:]
        if "HEAD" not in line and words[0] != "git-setup":
            assert cli.main(words) in ((0, 1) if words[0] in ("diff", "check") else (0,)), line


def test_the_main_help_loads_no_reader() -> None:
    code = "import sys; from dotnet_viz.cli import main; main(['--help']); print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"dotnet_viz.readers", "dotnet_viz.graph", "numpy"} & set(loaded)
