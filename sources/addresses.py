"""Is this a host of the public internet? Asked of the very address that is then connected to."""

import socket
from ipaddress import ip_address

import httpx


class RefusedError(Exception):
    """An address or an answer that is never accepted, however often it is tried."""


def public_address(host: str, port: int = 443) -> str:
    """An address of `host`. Raises RefusedError when any of them is not public, OSError when there is none.

    All are checked, because a name that answers with a public and a private address is up to something.
    """
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for address in found:
        if not is_public(address):
            raise RefusedError(f"{host} leads to {address}, which is not a public address")
    return found[0]


def is_public(address: str) -> bool:
    """False for private, loopback, link-local and reserved addresses, IPv4 dressed as IPv6 too."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None)
    return known.is_global and not known.is_multicast and (inner is None or is_public(str(inner)))


class PublicTransport(httpx.HTTPTransport):
    """Connects to the address that was checked, so that a second, different answer of DNS changes nothing.

    The certificate is still checked against the name (`sni_hostname`).
    """

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        try:
            address = public_address(host, request.url.port or 443)
        except OSError as error:
            raise httpx.ConnectError(f"{host} has no address: {error}", request=request) from error
        checked = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return super().handle_request(checked)
