from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


def test_a_file_and_predictions_make_a_card(tmp_path: Path) -> None:
    (tmp_path / "card.yaml").write_text("license: mit\nname: Small\n")
    card = dv.model_card(MODEL, tmp_path / "card.yaml", predictions=([0, 1, 1], [0, 1, 0]))
    assert card.metadata["license"] == "mit"
    assert card.metadata["model-index"][0]["results"][0]["metrics"][0]["value"] == 0.666667
    assert str(card.entries("model_details")["framework"]).startswith("Keras 3")
    assert (
        card.markdown
        == dv.model_card(str(MODEL), {"license": "mit", "name": "Small"}, predictions=([0, 1, 1], [0, 1, 0])).markdown
    )


def test_the_card_of_a_report_is_the_same() -> None:
    card = dv.model_card([np.ones((3, 2))], dv.ModelCard("Small", factors="None"))
    page = dv.report([np.ones((3, 2))], card=card).html
    assert 'id="model_card"' in page
    assert 'id="model_card"' not in dv.report([np.ones((3, 2))]).html


def test_mistakes_are_named_before_the_model_is_read() -> None:
    with pytest.raises(OptionError, match="did you mean 'license'"):
        dv.model_card("no such file", {"licence": "mit"})
    with pytest.raises(OptionError, match="unknown section 'sumary'"):
        dv.report("no such file", sections=("sumary",))
    with pytest.raises(OptionError, match="unknown colour of theme"):
        dv.report("no such file", theme={"acent": "red"})
    with pytest.raises(ShapeError):
        dv.model_card(MODEL, predictions=([0, 1], [0, 1, 1]))


def test_sections_theme_and_logo_reach_the_page(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "own.html").write_text("<p>{{ section.data.words }}</p>")
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')

    def own(context: object) -> dv.SectionData:
        return dv.SectionData("own", "My own", {"words": "My words"})

    page = dv.report(
        [np.ones((3, 2))],
        sections=(own, "overview"),
        templates=tmp_path,
        theme={"accent": "#a01030"},
        logo=tmp_path / "logo.svg",
    ).html
    assert page.index("<p>My words</p>") < page.index('id="overview"')
    assert "--accent: #a01030" in page
    assert 'class="logo"' in page
