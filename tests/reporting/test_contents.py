from __future__ import annotations

import subprocess
import sys

import pytest

from dotnet_viz.reporting.baseline.from_model import model_baseline
from dotnet_viz.reporting.contents import SECTIONS, section_builders
from tests.reporting.builders import estimator_context, full_context, model_graph


@pytest.mark.shap
def test_sections_are_named_after_their_modules_and_all_have_something_to_show() -> None:
    full, of_estimator = full_context(), estimator_context(shap=True)
    compared = full_context(baseline=model_baseline("old.keras", model_graph()))
    built = [build(full) or build(of_estimator) or build(compared) for _, build in section_builders()]
    assert tuple(section.id for section in built if section is not None) == SECTIONS


def test_no_section_is_imported_before_a_report_is_built() -> None:
    code = (
        "import sys, dotnet_viz.reporting, dotnet_viz.reporting.comparison\n"
        "print([name for name in sys.modules if name.startswith('dotnet_viz.reporting.sections.')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
