"""One module for each source of postings. `read(payload, token=…)` yields a PostingRecord or a Problem a job.

A reader takes the forms that the source's own API answers, list or detail, and knows neither network nor
database. Which address gives such an answer stands in `sources.boards`.
"""
