"""The package as users get it: built, installed elsewhere, and run there."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment that has the wheel.

    Its dependencies come from the environment that runs the tests, whose own (editable) copy of the package
    is not seen: only folders are put on the path, not the ``.pth`` files in them.
    """
    folder = tmp_path_factory.mktemp("env")
    venv.create(folder)
    binaries = folder / ("Scripts" if sys.platform == "win32" else "bin")
    wheel = next(built.glob("*.whl"))
    # The pip of this environment installs into the other, which takes seconds to get one of its own.
    pip = [sys.executable, "-m", "pip", "--python", str(binaries / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    site = next(folder.rglob("site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return binaries


def test_wheel_and_sdist_carry_every_template(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        assert {f"dotnet_viz/templates/{name}" for name in TEMPLATES} <= set(wheel.namelist())
        assert not [name for name in wheel.namelist() if name.startswith(("tests/", "benchmarks/"))]
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        assert {f"templates/{name}" for name in TEMPLATES} <= names


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    code = "import dotnet_viz; print(dotnet_viz.__file__)"
    result = subprocess.run([installed / "python", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert Path(result.stdout.strip()).is_relative_to(installed.parent)


def test_the_installed_command_writes_a_report_and_pictures(installed: Path, tmp_path: Path) -> None:
    model = DATA / "models" / "mlp-6-3-7.keras"
    for arguments in (["report", "-o", "r.html"], ["report", "-o", "r.pdf"], ["draw", "-o", "m.png"]):
        command = [str(installed / "dotnet-viz"), arguments[0], str(model), *arguments[1:]]
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    assert "<h1" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "m.png").read_bytes().startswith(b"\x89PNG")
