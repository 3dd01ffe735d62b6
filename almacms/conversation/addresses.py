"""Where a comment came from, without keeping where it came from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUSEHOLD = 64
"""Bits of an IPv6 address that one subscriber is given: the rest changes by the hour."""


def network_of(request: HttpRequest) -> str:
    """The network address a request came from, as text; empty when it is none."""
    told = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        # The last one was added by the proxy itself; the others are what the reader claims.
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rsplit(",", 1)[-1].strip()
    try:
        address = ip_address(told)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> HOUSEHOLD << HOUSEHOLD))
    return str(getattr(address, "ipv4_mapped", None) or address)


def hashed(network: str) -> str:
    """What is kept of a network address: 64 hexadecimal digits that only this site's key gives again."""
    if not network:
        return ""
    return salted_hmac("almacms.conversation.network", network, algorithm="sha256").hexdigest()
