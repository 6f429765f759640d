"""What stands in a chart, for tests."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from dotnet_viz.charts.chart import Chart


def texts(chart: Chart) -> list[str]:
    """Return every text of a chart."""
    return [item.text or "" for item in ET.fromstring(chart.svg).iter("{http://www.w3.org/2000/svg}text")]
