"""Which queries a page costs, without those that only tests make."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# Tests run inside a transaction, bring the search table up to date before each request, and a search sets its limits.
NOT_OF_THE_PAGE = ("SAVEPOINT", "RELEASE SAVEPOINT", "DELETE FROM search_due", "SELECT set_config")


def page_queries(client: Client, address: str) -> list[str]:
    """The statements of a second visit: what is asked once a minute was asked by the first."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return [query["sql"] for query in captured if not query["sql"].startswith(NOT_OF_THE_PAGE)]
