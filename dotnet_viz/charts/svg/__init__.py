"""From a figure of matplotlib to the SVG of a chart: drawn, made small and fit for a page, with a heading."""
