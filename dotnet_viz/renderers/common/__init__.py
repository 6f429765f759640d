"""What formats have alike: where heads of arrows, lines of bundles, texts and corners are; escaped texts, numbers, fonts."""
