from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.colors import contrast
from dotnet_viz.errors import OptionError
from dotnet_viz.renderers.themes.theme import DARK, LIGHT, PRINT, THEMES, readable, theme_for
from dotnet_viz.scales import NEGATIVE, POSITIVE
from dotnet_viz.scene import ROLES
from tests.scene_builders import chain, neurons


@pytest.mark.parametrize("colors", [LIGHT, DARK])
@pytest.mark.parametrize("background", ["paper", "panel"])
@pytest.mark.parametrize("text", ["ink", "muted", "accent"])
def test_text_has_enough_contrast(colors: dict[str, str], background: str, text: str) -> None:
    assert contrast(colors[text], colors[background]) >= 4.5


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_lines_can_be_distinguished_from_paper_and_panel(colors: dict[str, str]) -> None:
    assert min(contrast(colors["line"], colors[background]) for background in ("paper", "panel")) >= 3.0


@pytest.mark.parametrize("fill", [POSITIVE, NEGATIVE, "#d9d9d9", "#ffffff", "#000000", "#f7c948"])
def test_ink_can_be_read_on_any_fill(fill: str) -> None:
    assert contrast(readable("ink", fill), fill) >= 4.5


def test_every_theme_has_every_role() -> None:
    for theme in THEMES.values():
        assert set(theme.colors) == set(ROLES)
        assert theme.dark is None or set(theme.dark) == set(ROLES)


def test_weights_have_the_paper_of_their_theme() -> None:
    papers = {name: theme_for(neurons((2, 2)), name).colors["paper"] for name in THEMES}
    assert papers == {"light": LIGHT["paper"], "dark": DARK["paper"], "auto": LIGHT["paper"], "print": PRINT["paper"]}


def test_a_paper_of_its_own_is_behind_all_texts() -> None:
    theme = theme_for(replace(chain(1), background="#fff4d6"), "auto")
    assert theme.colors["paper"] == "#fff4d6"
    assert theme.dark is None


def test_unknown_theme_names_the_choices() -> None:
    with pytest.raises(OptionError, match=r"unknown theme 'drak'.*light, dark, auto.*'dark'"):
        theme_for(chain(1), "drak")
