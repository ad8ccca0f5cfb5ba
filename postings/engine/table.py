"""The narrow table that searches read: live postings only, the text and every filter value in one index.

Closed postings leave it at once; the main table keeps them. Why it looks so was measured: ranking and counting must never
touch the description's vector, so that lies out of line, and filter values are codes beside the text in the same GIN.
"""

CREATE = """
CREATE TABLE search_posting (
    id bigint PRIMARY KEY,
    day integer NOT NULL,              -- days since 1970: the employer's date, else when first seen
    pay integer NOT NULL DEFAULT -1,   -- stated US$ a year, upper end; -1: not stated
    years smallint NOT NULL DEFAULT -1,
    company integer NOT NULL DEFAULT 0,
    record integer NOT NULL DEFAULT 0, -- LCA cases certified for the employer in this job field, recent years
    generation bigint NOT NULL,
    single integer NOT NULL,           -- bundle of codes whose facets are counted together
    codes integer[] NOT NULL,
    title tsvector NOT NULL,
    words tsvector NOT NULL
);
-- The vector of the description is read for phrases only. External: no decompression; the target keeps rows narrow.
ALTER TABLE search_posting ALTER words SET STORAGE EXTERNAL, ALTER title SET STORAGE MAIN,
    ALTER words SET STATISTICS 300, ALTER title SET STATISTICS 300;
ALTER TABLE search_posting SET (toast_tuple_target = 128);
CREATE INDEX search_posting_all ON search_posting USING gin (words, codes);
CREATE INDEX search_posting_title ON search_posting USING gin (title, codes);
CREATE INDEX search_posting_newest ON search_posting (day DESC, id DESC);
CREATE INDEX search_posting_generation ON search_posting (generation);

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
CREATE SEQUENCE search_generation;
"""

DROP = """
DROP TABLE search_posting, search_code, search_bundle, search_gone;
DROP SEQUENCE search_generation;
"""
