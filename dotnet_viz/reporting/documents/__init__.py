"""What a report is written as: a page, a PDF, Markdown, and the pieces that these need."""
