from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import h5py
import numpy as np
import pytest

from dotnet_viz import cli
from dotnet_viz.cli.commands import COMMANDS
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "dotnet_viz", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=120)


def bad_inputs(folder: Path) -> dict[str, Path]:
    """Return files that are no models, by what is wrong with them."""
    whole = MODEL.read_bytes()
    (folder / "cut.keras").write_bytes(whole[: len(whole) // 2])
    (folder / "text.keras").write_text("hello")
    (folder / "empty.keras").touch()
    with zipfile.ZipFile(folder / "other.keras", "w") as archive:
        archive.writestr("readme.txt", "no model")
    with h5py.File(folder / "other.h5", "w") as file:
        file["x"] = np.zeros(3)
    (folder / "folder.keras").mkdir()
    (folder / "model.xyz").write_text("hello")
    names = ["cut.keras", "text.keras", "empty.keras", "other.keras", "other.h5", "folder.keras", "model.xyz", "missing.keras"]
    return {name: folder / name for name in names}


@pytest.mark.parametrize("command", ["draw", "report", "summary"])
@pytest.mark.parametrize(
    "name", ["cut.keras", "text.keras", "empty.keras", "other.keras", "other.h5", "folder.keras", "model.xyz", "missing.keras"]
)
def test_bad_input_is_one_line_and_harms_nothing(
    tmp_path: Path, command: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    model = bad_inputs(tmp_path)[name]
    target = tmp_path / "out.html" if command == "report" else tmp_path / "out.svg"
    target.write_text("old")
    before = sorted(tmp_path.iterdir())
    arguments = [command, str(model)] + ([] if command == "summary" else ["-o", str(target)])
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert captured.err.startswith("dotnet-viz: error: ")
    assert "internal error" not in captured.err
    assert name in captured.err
    assert target.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("command", "target"),
    [
        ("draw", "out.xyz"),
        ("draw", "out"),
        ("draw", "nowhere/out.svg"),
        ("draw", "folder.svg"),
        ("report", "out.xyz"),
        ("report", "out.svg"),
        ("report", "nowhere/out.html"),
        ("report", "file/folder"),
    ],
)
def test_an_output_that_cannot_be_is_reported_before_the_model_is_read(
    tmp_path: Path, command: str, target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    assert cli.main([command, str(tmp_path / "missing.keras"), "-o", str(tmp_path / target)]) == 2
    message = capsys.readouterr().err
    assert len(message.strip().splitlines()) == 1
    assert "missing.keras" not in message
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["drow"], "unknown command 'drow'; choose one of: draw, report,"),
        (["drow"], "(did you mean 'draw'?)"),
        (["model.keras"], "'model.keras' is not a command; write what to do with it, such as: dotnet-viz summary model.keras"),
        (["-q", "draw"], "unknown option -q; a command comes first"),
        (["--versoin"], "unknown option --versoin; a command comes first"),
        (["visualkeras"], "unknown command 'visualkeras'; write: dotnet-viz draw model.keras -o model.svg --style layered"),
        (["help", "drow"], "unknown command 'drow'"),
        (["help", "limit"], "(did you mean 'limits'?)"),
        (
            ["report", "a.keras", "-o", "a.html", "--dat", "x.npz"],
            "unknown option --dat of report; did you mean --data or --date?",
        ),
        (["summary", "a.keras", "--max-json-byte", "9"], "did you mean --max-json-bytes?"),
        (["draw"], "draw needs MODEL and -o FILE, such as: dotnet-viz draw model.keras -o model.svg"),
        (["draw", "a.keras", "-o", "a.svg", "--style", "sepia"], "unknown style 'sepia'"),
        (["draw", "a.keras", "-o", "a.svg", "--max-neuron", "3"], "did you mean --max-neurons"),
        (["summary", "a.keras", "--jsno"], "unknown option --jsno of summary; did you mean --json?"),
        (["git-setup", "--global"], "unknown option --global of git-setup; 'dotnet-viz git-setup --help' lists them"),
        (["report", "a.keras", "-o", "a.html", "--seed", "x"], "--seed takes a whole number, such as 42, not 'x'"),
    ],
    ids=str,
)
def test_words_that_are_no_command_are_one_line_and_exit_with_2(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("dotnet-viz: error: ")
    assert captured.err.count("\n") == 1
    assert message in captured.err


def test_the_process_exits_with_the_code() -> None:
    assert run("drow").returncode == 2
    assert run("--version").stdout.startswith("dotnet-viz ")


@pytest.mark.parametrize(("given", "kept"), [({}, "3"), ({"TF_CPP_MIN_LOG_LEVEL": "0"}, "0")])
def test_a_command_does_not_print_what_tensorflow_thinks_of_the_machine(given: dict[str, str], kept: str) -> None:
    code = "import os, sys; from dotnet_viz.cli import run_process; run_process(); print(os.environ['TF_CPP_MIN_LOG_LEVEL'])"
    environment = {name: value for name, value in os.environ.items() if name != "TF_CPP_MIN_LOG_LEVEL"} | given
    command = [sys.executable, "-c", code, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=environment)
    assert done.stdout.splitlines()[-1] == kept


@pytest.mark.parametrize(("given", "kept"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_a_picture_starts_no_threads_and_imports_nothing_that_it_does_not_need(
    given: dict[str, str], kept: str, tmp_path: Path
) -> None:
    code = (
        "import os, sys; from dotnet_viz.cli import run_process; run_process()\n"
        "print(os.environ['OPENBLAS_NUM_THREADS'], *sorted(sys.modules))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"} | given
    command = [sys.executable, "-c", code, "draw", str(DATA / "models" / "multi.keras"), "-o", str(tmp_path / "m.svg")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=environment)
    threads, *imported = done.stdout.splitlines()[-1].split()
    assert threads == kept
    others = ("PIL", "fontTools", "html.entities", "dotnet_viz.display.table", "dotnet_viz.keras_format.tensorflow")
    assert not [name for name in imported if name.startswith(others)]


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by a POSIX shell")
@pytest.mark.parametrize(
    ("redirection", "code", "message"),
    [
        (">&-", 0, ""),
        (">&- 2>&-", 0, ""),
        pytest.param(
            ">/dev/full",
            2,
            "cannot write to the standard output: No space left on device",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device"),
        ),
    ],
)
def test_closed_and_full_streams_are_no_internal_error(redirection: str, code: int, message: str, tmp_path: Path) -> None:
    line = f"'{sys.executable}' -m dotnet_viz draw '{MODEL}' -o '{tmp_path / 'a.svg'}' {redirection}"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, message in done.stderr, done.stderr.count("\n")) == (code, True, bool(message))
    assert (tmp_path / "a.svg").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes in another manner")
def test_a_process_that_is_told_to_end_cleans_up() -> None:
    code = (
        "import os, signal, dotnet_viz.cli as cli\n"
        "def wait(words):\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGTERM); signal.sigtimedwait([], 10)\n"
        "    finally:\n"
        "        print('cleaned')\n"
        "cli._run = wait\n"
        "raise SystemExit(cli.run_process())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr, done.returncode) == ("cleaned\n", "", 128 + signal.SIGTERM)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are not UTF-8")
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.svg", "a.dot", "a.pdf", "a.png"])
def test_a_file_name_that_is_not_utf8_stands_in_every_output(tmp_path: Path, name: str) -> None:
    model = os.fsencode(tmp_path) + b"/l\xe9on.keras"
    with open(model, "wb") as stream:  # noqa: PTH123 - the name is bytes
        stream.write(MODEL.read_bytes())
    for command in ("draw", "report") if name in ("a.html", "a.pdf") else ("draw",):
        assert cli.main([command, os.fsdecode(model), "-q", "-o", str(tmp_path / name)]) == 0


def test_alone_it_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("usage: dotnet-viz COMMAND")
    assert all(name in captured.err for name in COMMANDS)
    assert len(captured.err.splitlines()) <= 24  # a terminal


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    for flag in ("-h", "--help"):
        assert cli.main([flag]) == 0
        assert "dotnet-viz draw model.keras -o model.svg" in capsys.readouterr().out


def test_help_is_also_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    for word, flag in ((["help"], ["--help"]), (["help", "draw", "--style", "ann"], ["draw", "--style", "ann", "--help"])):
        assert cli.main(word) == 0
        assert cli.main(flag) == 0
        out = capsys.readouterr().out
        assert out[: len(out) // 2] == out[len(out) // 2 :]


def test_commands_may_be_written_with_underscores(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["git_setup", "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: dotnet-viz git-setup")


def test_a_check_does_not_wait_for_the_code_that_draws() -> None:
    code = (
        "import sys; from dotnet_viz.cli import main; "
        f"main(['check', {str(MODEL)!r}, '-q']); "
        "print([name for name in sys.modules if name.startswith(('dotnet_viz.diagrams', 'dotnet_viz.renderers', 'keras'))])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_an_unexpected_error_is_one_line_too(
    arrays: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug\nin two lines")

    monkeypatch.setattr("dotnet_viz.api.reading.read", fail)
    monkeypatch.delenv("DOTNET_VIZ_DEBUG", raising=False)
    assert cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("DOTNET_VIZ_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["draw", str(arrays), "-o", str(tmp_path / "a.svg")])
