"""Damaged and malicious files, made from small sound ones and tried in processes with limits: ``make hostile``."""
