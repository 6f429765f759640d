"""Coefficients of linear models as bars."""
