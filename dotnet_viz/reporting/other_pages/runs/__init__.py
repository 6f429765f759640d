"""The table of trainings: a page to sort, filter and group, that needs no server."""
