"""What a reader asked for, as PostgreSQL's text query. One meaning for every layer of the search."""

from functools import lru_cache

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from psycopg import sql

from postings.words.query import Option, Term, read
from postings.words.vector import quoted, skill_lexeme

_WORDS = sql.SQL("websearch_to_tsquery('english', {})")


class TextQuery(SearchQuery):
    """A condition on a text vector, in PostgreSQL's notation and taken as it is."""

    template = "%(expressions)s::tsquery"


@lru_cache(maxsize=4096)
def tsquery_of(text: str) -> str:
    """The text query in PostgreSQL's notation; empty where all words are too common to be searched for."""
    alternatives = [
        _joined([_term(term) for term in terms], sql.SQL(" && ")) for terms in read(text).alternatives if terms
    ]
    if not alternatives:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT ({})::text").format(_joined(alternatives, sql.SQL(" || "))))
        return str(cursor.fetchone()[0])


def _term(term: Term) -> sql.Composable:
    said = _joined([_option(option) for option in term.options], sql.SQL(" || "))
    return sql.SQL("!! {}").format(said) if term.no else said


def _option(option: Option) -> sql.Composable:
    if option.is_skill:
        return sql.SQL("{}::tsquery").format(quoted(skill_lexeme(option.text)))
    return _WORDS.format(option.text)


def _joined(parts: list[sql.Composable], by: sql.SQL) -> sql.Composable:
    return sql.SQL("({})").format(by.join(parts))
