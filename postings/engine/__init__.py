"""The search engine behind `postings.search`: a narrow table in PostgreSQL, and mapped snapshots of it as bitmaps.

`sync.catch_up` keeps the table in step with postings; `snapshot_writer` makes the bitmaps, of the whole table now and
then and of what changed since as it comes; `plan.plan_of` says what a PostingFilter asks for; `table_search` and
`mapped_search` answer it, equally.
"""
