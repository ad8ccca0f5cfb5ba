"""The text vector of a posting: words by weight, and skills as lexemes of their own.

Stemming tears "C++", ".NET" and "Go" apart; a skill that was read from the text stands beside its words as "skill:C++".
"""

CREATE = """
CREATE FUNCTION posting_search_vector(title text, company text, description text, skills text[])
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('pg_catalog.english', title), 'A')
        || setweight(to_tsvector('pg_catalog.english', company), 'B')
        || setweight(to_tsvector('pg_catalog.english', description), 'C')
        || array_to_tsvector(coalesce((SELECT array_agg('skill:' || skill) FROM unnest(skills) AS skill), '{}'))
$$;
"""
DROP = "DROP FUNCTION posting_search_vector(text, text, text, text[]);"


def quoted(lexeme: str) -> str:
    """A lexeme in the notation of PostgreSQL's text queries."""
    return "'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''"))


def skill_lexeme(skill: str) -> str:
    """How the vector holds a skill: no word of a text looks so."""
    return f"skill:{skill}"
