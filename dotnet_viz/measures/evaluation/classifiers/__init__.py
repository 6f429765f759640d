"""Measures of classifiers: confusion, scores, rankings and the curves made of them, calibration, thresholds."""
