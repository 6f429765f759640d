from __future__ import annotations

import subprocess
import sys

import pytest

from dotnet_viz.reporting.other_pages.many import index_imports
from dotnet_viz.reporting.other_pages.many.index_imports import MODULES, import_ahead

_MADE_OF = """
import sys, tempfile
from pathlib import Path
from dotnet_viz.reporting.other_pages.many.index_imports import import_ahead, MODULES
import_ahead().join()
before = set(sys.modules)
assert before.issuperset(MODULES)
from tests.reporting.other_pages.many.builders import index_of
index_of(30).html
late = [name for name in set(sys.modules) - before if name.startswith(("dotnet_viz.", "scipy.", "jinja2."))]
print(len(late))
"""


def test_what_an_index_needs_is_imported_before_it_is_made() -> None:
    done = subprocess.run([sys.executable, "-c", _MADE_OF], check=True, capture_output=True, text=True)
    assert int(done.stdout) < 40


def test_it_is_begun_once_and_a_module_that_is_not_there_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_imports, "MODULES", ("no_such_module", *MODULES[:1]))
    import_ahead.cache_clear()
    thread = import_ahead()
    assert import_ahead() is thread
    thread.join()
    import_ahead.cache_clear()
