"""``python -m tests.hostile.guided --seconds 60``: files that a fuzzer changes towards code that was not run before.

Atheris (https://github.com/google/atheris) watches which branches of the readers an input takes, and keeps inputs that take new
ones. An input that ends in anything but a graph or an error of the package is a fault, and is kept beside the corpus.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

STEP_SECONDS = 10
ADDRESSES = 4 << 30
READERS = ("dotnet_viz.files", "dotnet_viz.keras_format", "dotnet_viz.readers", "dotnet_viz.graph")


def write_corpus(folder: Path) -> int:
    """Write the sound files that the fuzzer begins with, and return how many there are.

    Args:
        folder: an empty one.
    """
    from tests.hostile.samples import make_samples

    with tempfile.TemporaryDirectory() as work:
        samples = [sample for sample in make_samples(Path(work)) if sample.is_model and sample.path.is_file()]
        for number, sample in enumerate(samples):
            (folder / f"{number}{sample.path.suffix}").write_bytes(sample.damaged.read_bytes())
    return len(samples)


def run_guided(folder: Path, seconds: int) -> subprocess.CompletedProcess[str]:
    """Run the fuzzer in a process of its own.

    Args:
        folder: for the corpus and for inputs that did harm.
        seconds: how long.
    """
    corpus = folder / "corpus"
    corpus.mkdir()
    write_corpus(corpus)
    limits = [f"-max_total_time={seconds}", f"-timeout={STEP_SECONDS}", "-rss_limit_mb=0", "-max_len=60000"]
    words = [sys.executable, "-m", "tests.hostile.guided", "--fuzz", str(corpus), f"-artifact_prefix={folder}{os.sep}", *limits]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=seconds + 300)


def _fuzz(words: list[str]) -> None:
    """Be the process that tries inputs; the words are those of libFuzzer."""
    import atheris

    # The most memory that a process has had, which libFuzzer looks at, begins with that of the process that starts it.
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    with atheris.instrument_imports(include=[*READERS]):
        import dotnet_viz as dv
        from dotnet_viz.readers import registry

        registry.known_formats()
    place = Path(tempfile.mkdtemp()) / "input.keras"

    def try_input(data: bytes) -> None:
        place.write_bytes(data)
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(dv.VizError):
            warnings.simplefilter("ignore")
            for layer in dv.read(str(place)).layers:
                for weight in layer.weights:
                    for _ in weight.chunks():
                        pass

    atheris.Setup([sys.argv[0], *words], try_input)
    atheris.Fuzz()


def main() -> int:
    """Return 1 where an input did harm."""
    if sys.argv[1:2] == ["--fuzz"]:
        _fuzz(sys.argv[2:])
        return 0
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.guided", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="folder for inputs that did harm; without one they are only printed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = arguments.keep or Path(work)
        folder.mkdir(parents=True, exist_ok=True)
        done = run_guided(folder, arguments.seconds)
    lines = done.stderr.splitlines()
    sys.stdout.write("\n".join(line for line in lines if line.startswith(("Done", "#")))[-300:] + "\n")
    if done.returncode:
        sys.stdout.write("\n".join(lines[-40:]) + "\n")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
