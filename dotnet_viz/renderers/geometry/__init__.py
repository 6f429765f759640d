"""Where heads, lines of bundles and colour bars are: the same in every format."""
