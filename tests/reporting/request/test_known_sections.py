from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from dotnet_viz.reporting.baseline.from_model import model_baseline
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.request.known_sections import INPUTS_OF, SECTIONS, section_builder
from tests.reporting.builders import estimator_context, full_context, model_graph


@pytest.mark.shap
def test_sections_are_named_after_their_modules_and_all_have_something_to_show() -> None:
    full, of_estimator = full_context(), estimator_context(shap=True)
    compared = full_context(baseline=model_baseline("old.keras", model_graph()))
    built = [build(full) or build(of_estimator) or build(compared) for build in map(section_builder, SECTIONS)]
    assert tuple(section.id for section in built if section is not None) == SECTIONS


def test_no_section_is_imported_before_a_report_is_built() -> None:
    code = (
        "import sys, dotnet_viz.reporting, dotnet_viz.reporting.other_pages.comparison\n"
        "print([name for name in sys.modules if name.startswith('dotnet_viz.reporting.sections.')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_what_a_report_has_no_input_for_is_not_imported() -> None:
    code = (
        "import sys, numpy as np, dotnet_viz as dv\n"
        "_ = dv.report([np.ones((3, 2))]).html\n"
        "names = {name.removeprefix('dotnet_viz.') for name in sys.modules}\n"
        "print({'reporting.sections.overview', 'reporting.sections.evaluation', 'reporting.sections.tree', "
        "'measures.evaluation.evaluate', 'measures.comparison.compare', 'renderers.pdf.book'} & names)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found == "{'reporting.sections.overview'}\n"


def test_what_sections_are_built_from_is_in_the_context() -> None:
    of_context = {field.name for field in dataclasses.fields(ReportContext)}
    assert {name for inputs in INPUTS_OF.values() for name in inputs} <= of_context
