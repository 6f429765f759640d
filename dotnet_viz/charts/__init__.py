"""Numbers to charts: each function takes measures and returns a :class:`~dotnet_viz.charts.chart.Chart`."""
