"""The example of SHAP and LIME writes its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples import explanations


@pytest.mark.shap
@pytest.mark.lime
@pytest.mark.slow
def test_the_example_writes_its_pictures(tmp_path: Path) -> None:
    explanations.main(str(tmp_path))
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {f"{name}.svg" for name in ("waterfall", "force", "beeswarm", "bar", "diabetes", "review", "lime")}
    assert abs(explanations.breast_cancer().predictions[explanations.least_sure(), 1] - 0.5) < 0.2
