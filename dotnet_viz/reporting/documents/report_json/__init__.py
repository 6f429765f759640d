"""Everything that a report says as data, for programs: ``report.json``."""
