"""Templates as code, compiled once: of a report on a small model, compiling takes half of the time.

What the package's own templates are compiled to is kept for later processes too, in the ``__pycache__`` of this folder, where
Python keeps what this module is compiled to, and under the same conditions.
"""

from __future__ import annotations

import contextlib
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket

from dotnet_viz.errors import OutputError
from dotnet_viz.files.output import open_output
from dotnet_viz.files.templates import template_folder

MOST = 500
OWN = "own-"
"""What the keys of the package's templates start with."""

_NO_FILE = (OSError, OutputError, NotImplementedError)


class CompiledTemplates(jinja2.BytecodeCache):
    """What templates have been compiled to, by the file and its text, so that one that was changed is compiled anew."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the key of a template.

        Args:
            name: of the template.
            filename: where it is.
        """
        is_own = filename is not None and filename.startswith(f"{template_folder()}{os.sep}")
        return f"{OWN if is_own else ''}{super().get_cache_key(name, filename)}"

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the place of a template's code, which is not that of the same text in an environment that compiles otherwise.

        Args:
            environment: whose settings are part of the code.
            name: of the template.
            filename: where it is.
            source: its text.
        """
        return super().get_bucket(environment, name, filename, f"{_settings(environment)}{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, where it has been compiled with the same text."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif bucket.key.startswith(OWN):
            # There may be no file, or a damaged one; of another Python or another text, nothing is taken from it.
            with contextlib.suppress(Exception), code_file(bucket.key).open("rb") as stream:
                bucket.load_bytecode(stream)
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._keep(bucket)
        if not bucket.key.startswith(OWN) or sys.dont_write_bytecode:
            return
        with contextlib.suppress(*_NO_FILE):
            file = code_file(bucket.key)
            file.parent.mkdir(parents=True, exist_ok=True)
            with open_output(file) as stream:
                bucket.write_bytecode(stream)

    def _keep(self, bucket: Bucket) -> None:
        if len(self._codes) >= MOST:
            self._codes.clear()
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.checksum, bucket.code


def _settings(environment: jinja2.Environment) -> str:
    """Return what an environment adds to the code of each template: what it does with blanks, and what each value passes."""
    finalize, escapes = (getattr(one, "__qualname__", one) for one in (environment.finalize, environment.autoescape))
    return f"{finalize} {escapes} {environment.trim_blocks} {environment.lstrip_blocks} {environment.keep_trailing_newline}\n"


def code_file(key: str) -> Path:
    """Return the file of what a template is compiled to.

    Args:
        key: of the template.

    Raises:
        NotImplementedError: this Python keeps no compiled modules.
    """
    return Path(cache_from_source(str(Path(__file__).with_name(f"{key}-jinja-{jinja2.__version__.replace('.', '-')}.py"))))


COMPILED = CompiledTemplates()
