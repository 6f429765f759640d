"""Pages of HTML that hold pictures."""
