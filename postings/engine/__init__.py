"""The search engine behind `postings.search`: a narrow table in PostgreSQL, and a mapped snapshot of it as bitmaps.

`sync.catch_up` keeps the table in step with postings; `snapshot.write` makes the bitmaps; `plan.plan_of` says what a
PostingFilter asks for; `table_search` and `mapped_search` answer it, equally.
"""
