"""Files on disk and in git: what kind they are, templates, and outputs that are moved into place."""
