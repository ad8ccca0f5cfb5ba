"""The words of the board, for spelling and suggestions. Derived, like the search table, and made anew beside it."""

from django.db import connection, transaction

CREATE = """
-- A word as it is written, in how many live postings it stands (about: long texts are read from some), and whether it
-- is part of an employer's name, which is never taken for a slip.
CREATE TABLE search_word (word text PRIMARY KEY, postings integer NOT NULL, is_name boolean NOT NULL);
CREATE INDEX search_word_frequent ON search_word (postings);
-- What the fields suggest. `value` is what the address takes.
CREATE TABLE search_suggestion (
    kind text NOT NULL, label text NOT NULL, value text NOT NULL, postings integer NOT NULL, words tsvector NOT NULL
);
CREATE INDEX search_suggestion_words ON search_suggestion USING gin (words);
"""
# A slip leaves the first letter right and the length nearly so.
CREATE_ALIKE = "CREATE INDEX search_word_alike ON search_word (left(word, 1), length(word));"
DROP_ALIKE = "DROP INDEX search_word_alike;"
DROP = "DROP TABLE search_word, search_suggestion;"

# Descriptions are long, so their words come from about this many postings.
READ_DESCRIPTIONS = 20_000
_MOST_TITLES = 50_000

_WORDS = """
INSERT INTO search_word
SELECT word, max(n), bool_or(is_name) FROM (
    SELECT word, ndoc AS n, false AS is_name FROM ts_stat(
        'SELECT to_tsvector(''simple'', p.title) FROM search_posting JOIN postings_posting p USING (id)')
    UNION ALL
    SELECT word, ndoc, true FROM ts_stat(
        'SELECT to_tsvector(''simple'', p.company_name) FROM search_posting JOIN postings_posting p USING (id)')
    UNION ALL
    SELECT word, ndoc * %(every)s, false FROM ts_stat(
        'SELECT to_tsvector(''simple'', p.description_text) FROM search_posting s JOIN postings_posting p USING (id)'
        || format(' WHERE mod(hashint8(s.id), %%s) = 0', %(every)s))
    WHERE ndoc > 1
) AS seen
WHERE word ~ '^[a-z]{3,30}$'
GROUP BY word
"""
_TITLES = """
INSERT INTO search_suggestion
SELECT 'title', label, label, n, to_tsvector('simple', label) FROM (
    SELECT (array_agg(title ORDER BY id DESC))[1] AS label, count(*) AS n
    FROM (SELECT s.id, btrim(regexp_replace(p.title, '\\s*[(\\[|,–].*$', '')) AS title
          FROM search_posting s JOIN postings_posting p USING (id)) AS cut
    WHERE length(title) BETWEEN 3 AND 60 AND title !~ '"|(^| )-'
    GROUP BY lower(title) ORDER BY n DESC LIMIT %(most)s
) AS titles
"""
_COMPANIES = """
INSERT INTO search_suggestion
SELECT 'company', c.name, c.slug, count(*), to_tsvector('simple', c.name)
FROM search_posting s JOIN companies_company c ON c.id = s.company GROUP BY c.id
"""
_SKILLS = """
INSERT INTO search_suggestion
SELECT 'skill', skill, skill, count(*), to_tsvector('simple', skill)
FROM search_posting s JOIN postings_posting p USING (id), unnest(p.skills) AS skill GROUP BY skill
"""
_PLACES = """
INSERT INTO search_suggestion
SELECT 'place', label, label, count(*), to_tsvector('simple', label) FROM (
    SELECT p.city || CASE WHEN p.state <> '' THEN ', ' || p.state ELSE '' END AS label
    FROM search_posting s JOIN postings_posting p USING (id) WHERE p.city <> ''
) AS places GROUP BY label
"""


def rebuild() -> None:
    """Makes both tables anew from the search table. Readers see the old ones until it is done."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '0', true)")
        cursor.execute("SELECT count(*) FROM search_posting")
        every = max(1, cursor.fetchone()[0] // READ_DESCRIPTIONS)
        cursor.execute("DELETE FROM search_word")
        cursor.execute(_WORDS, {"every": every})
        cursor.execute("DELETE FROM search_suggestion")
        for statement in (_TITLES, _COMPANIES, _SKILLS, _PLACES):
            cursor.execute(statement, {"most": _MOST_TITLES})
        cursor.execute("ANALYZE search_word, search_suggestion")
