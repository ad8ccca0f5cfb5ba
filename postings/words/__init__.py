"""What a reader types into the keyword field: its parts, its synonyms, its spelling, and what to suggest meanwhile."""
