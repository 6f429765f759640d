from __future__ import annotations

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as Unix has them")

BEGIN = "import os, signal, sys; from dotnet_viz.__main__ import run; sys.argv[1:] = ['--version']\n"
# What a library in C does that calls Python while it is imported.
SWALLOWED = """
class Finder:
    @staticmethod
    def find_spec(name, *rest):
        if name == "dotnet_viz.cli":
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except KeyboardInterrupt:
                raise ImportError("not what was asked for") from None
sys.meta_path.insert(0, Finder)
"""
AT_THE_END = "import atexit; atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))\n"
IN_A_COMMAND = """
import dotnet_viz.cli as cli, time
cli._GRACE = {grace}
def command(words):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        {then}
cli._run = command
"""


def ran(code: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", f"{BEGIN}{code}\nsys.exit(run())"]
    # What runs in the background of a shell ignores interruptions, and so would what it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interruption_while_the_command_is_imported_is_one_line_whatever_the_import_makes_of_it() -> None:
    done = ran(SWALLOWED)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "dotnet-viz: error: interrupted\n")


def test_an_interruption_at_the_end_of_the_interpreter_is_silent() -> None:
    done = ran(AT_THE_END)
    assert done.returncode == -signal.SIGINT
    assert done.stdout.startswith("dotnet-viz ")
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("then", "grace", "code", "error"),
    [
        ("raise", 30, 2, "dotnet-viz: error: interrupted\n"),
        ("time.sleep(60)", 0.5, 2, ""),
        ("os.kill(os.getpid(), 2)", 30, -2, ""),
    ],
)
def test_an_interrupted_command_ends_even_where_a_library_swallows_the_exception(
    then: str, grace: float, code: int, error: str
) -> None:
    done = ran(IN_A_COMMAND.format(then=then, grace=grace))
    assert (done.returncode, done.stdout, done.stderr) == (code, "", error)


def test_a_process_that_ignores_interruptions_goes_on_ignoring_them() -> None:
    done = ran(f"signal.signal(signal.SIGINT, signal.SIG_IGN)\n{AT_THE_END}{SWALLOWED}")
    assert done.returncode == 0
    assert done.stderr == ""
