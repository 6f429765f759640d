"""The sections of a report: each has ``build(context) -> SectionData | None`` and a template of its name."""
