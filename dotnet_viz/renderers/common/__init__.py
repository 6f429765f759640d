"""Where heads of arrows, lines of bundles, texts, corners and colour bars are: the same in every format."""
