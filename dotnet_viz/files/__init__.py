"""Files on disk and in git: those that models are read from, templates, and outputs that are moved into place."""
