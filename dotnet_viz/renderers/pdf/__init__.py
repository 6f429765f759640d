"""HTML as PDF."""
