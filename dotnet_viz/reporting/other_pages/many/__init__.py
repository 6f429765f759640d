"""Reports on many models: where each is written, what is known of those that are there, and the page that lists all."""
