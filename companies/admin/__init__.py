"""Curation, one module per subject; importing them registers their pages."""

from companies.admin import company, funding, matching, news, occupations

__all__ = ["company", "funding", "matching", "news", "occupations"]
