"""The narrow table that searches read: live postings only, the text and every filter value in one index.

Closed postings leave it at once; the main table keeps them. Why it looks so was measured: ranking and counting must
never touch the description's vector, so that lies out of line, and filter values are codes beside the text in one GIN.
"""

# A power of two.
SAMPLE_OF = 32

_TABLES = """
CREATE TABLE search_posting (
    id bigint PRIMARY KEY,
    day integer NOT NULL,              -- days since 1970: the employer's date, else when first seen
    pay integer NOT NULL DEFAULT -1,   -- stated US$ a year, upper end; -1: not stated
    years smallint NOT NULL DEFAULT -1,
    company integer NOT NULL DEFAULT 0,
    record integer NOT NULL DEFAULT 0, -- LCA cases certified for the employer in this job field, recent years
    generation bigint NOT NULL,
    -- Bundles of codes whose facets are counted together; few different ones, so that a count is a short GROUP BY.
    own integer NOT NULL,              -- what the posting says of itself
    firm integer NOT NULL,             -- job field, stage and size of the company
    filed integer NOT NULL,            -- the employer's record
    listed integer[] NOT NULL,         -- codes of facets whose values are words: skills, industries
    codes integer[] NOT NULL,          -- all of them, and the places
    title tsvector NOT NULL,
    words tsvector NOT NULL
);
-- The vector of the description is read for phrases only. External: no decompression; the target keeps rows narrow.
-- Main: what lists and counts read of every match stays in the row.
ALTER TABLE search_posting ALTER words SET STORAGE EXTERNAL, ALTER title SET STORAGE MAIN,
    ALTER codes SET STORAGE MAIN, ALTER listed SET STORAGE MAIN,
    ALTER words SET STATISTICS 300, ALTER title SET STATISTICS 300;
ALTER TABLE search_posting SET (toast_tuple_target = 128);
CREATE INDEX search_posting_all ON search_posting USING gin (words, codes);
-- Without the codes: the planner would take it for them, and read the words of every match out of line.
CREATE INDEX search_posting_title ON search_posting USING gin (title);
CREATE INDEX search_posting_newest ON search_posting (day DESC, id DESC);
CREATE INDEX search_posting_generation ON search_posting (generation);
-- Large results are counted on one posting in SAMPLE_OF. They stand in a table of their own, since a sample of a large
-- table has a row on nearly every page of it.
CREATE TABLE search_sample (LIKE search_posting INCLUDING STORAGE);
ALTER TABLE search_sample ADD PRIMARY KEY (id);
ALTER TABLE search_sample SET (toast_tuple_target = 128);
CREATE INDEX search_sample_all ON search_sample USING gin (words, codes);
CREATE INDEX search_sample_day ON search_sample (day);

-- A facet's value as a number: `stance` `offers` → 17.
CREATE TABLE search_code (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    facet text NOT NULL,
    value text NOT NULL,
    UNIQUE (facet, value)
);
-- Sets of codes that occur together, so that one GROUP BY counts many facets.
CREATE TABLE search_bundle (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    codes integer[] NOT NULL UNIQUE
);
-- Postings that left the table, until the next snapshot: it must not show them.
CREATE TABLE search_gone (
    id bigint PRIMARY KEY,
    generation bigint NOT NULL
);
CREATE INDEX search_gone_generation ON search_gone (generation);
-- One row. Its lock makes writers take turns, so that a generation is visible whole or not at all. The first is the
-- time in microseconds, so that no snapshot or cached page of tables before these can be taken for one of these. It
-- grows when postings that left are forgotten: what changed since a snapshot before it is no longer known.
CREATE TABLE search_state (generation bigint NOT NULL, first bigint NOT NULL);
INSERT INTO search_state SELECT now, now FROM (SELECT (extract(epoch FROM now()) * 1000000)::bigint) AS clock(now);

-- Postings that changed, or whose employer did, and that the table does not show yet. Filled by triggers, so that no
-- writer can forget it and a killed one loses nothing; emptied by sync.catch_up.
CREATE TABLE search_due (posting bigint PRIMARY KEY);

CREATE FUNCTION search_posting_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due SELECT id FROM changed ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION search_company_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due SELECT p.id FROM postings_posting p
    WHERE p.closed_at IS NULL AND p.company_id IN (SELECT company_id FROM changed)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION search_profile_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_due SELECT p.id FROM postings_posting p
    WHERE p.closed_at IS NULL AND p.company_id IN (SELECT id FROM changed)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""
# Statements for each table and event; only names of ours are put into them.
_TRIGGERS = "".join(
    f"CREATE TRIGGER search_{event.lower()} AFTER {event} ON {table} "
    f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {function}();\n"
    for table, function, events in (
        ("postings_posting", "search_posting_changed", ("INSERT", "UPDATE", "DELETE")),
        ("companies_company", "search_profile_changed", ("UPDATE",)),
        ("companies_sponsorshipyear", "search_company_changed", ("INSERT", "UPDATE", "DELETE")),
        ("companies_sponsorshipfield", "search_company_changed", ("INSERT", "UPDATE", "DELETE")),
    )
    for event in events
    for rows in ("OLD" if event == "DELETE" else "NEW",)
)
CREATE = _TABLES + _TRIGGERS
# Which postings the sample has.
IN_SAMPLE = f"(hashint8(id) & {SAMPLE_OF - 1}) = 0"
# For a migration after a change of the tables: made anew, and every posting due. The next catch-up fills them.
REMAKE_DUE = "INSERT INTO search_due SELECT id FROM postings_posting ON CONFLICT DO NOTHING;"

DROP = """
DROP FUNCTION search_posting_changed, search_company_changed, search_profile_changed CASCADE;
DROP TABLE IF EXISTS search_sample;
DROP TABLE search_posting, search_code, search_bundle, search_gone, search_state, search_due;
"""
