"""Histories of trainings."""
