"""What SECURITY.md says of limits is what holds."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from dotnet_viz.files.limits import Limits
from dotnet_viz.number_ranges import DPI, MOST_PIXELS, SCALE

TEXT = (Path(__file__).parents[1] / "SECURITY.md").read_text(encoding="utf-8")
UNITS = {"": 1, " MiB": 1 << 20, " GiB": 1 << 30}


def test_the_table_has_every_limit_with_its_usual_value_in_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+)( [MG]iB)? \| \S", TEXT, re.MULTILINE)
    found = [(name, int(number.replace(",", "")) * UNITS[unit]) for name, number, unit in rows]
    assert found == [(limit.name, limit.default) for limit in fields(Limits)]


def test_limits_of_numbers_are_those_of_the_package() -> None:
    assert f"up to {MOST_PIXELS:,.0f} CSS pixels, `scale` is up to {SCALE.most:.0f}, `dpi` up to {DPI.most:,.0f}" in TEXT
