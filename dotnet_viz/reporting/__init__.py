"""Reports on a model: sections as data, templates that set them, HTML and PDF; pages of comparisons stand beside them.

A new section is one module below ``sections`` with ``build(context) -> SectionData | None``, one template of the
same name, and one line in :data:`~dotnet_viz.reporting.request.known_sections.SECTIONS`, whose order is the page's order.

Nothing is imported here, so that a page of a comparison loads no section.
"""
