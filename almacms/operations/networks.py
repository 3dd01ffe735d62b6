"""Where a request comes from, for what counts requests."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The network that a request comes from, as text, such as "192.0.2.7" or "2001:db8:1:2::/64".

    An IPv4 address or, in IPv6, the network of 2⁶⁴ addresses that one subscriber has (RFC 6177 gives no household
    less), and changes within by the hour. What is no address is given as it was told.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        # Behind our proxy: the last of these is the one it added, the others are what the client says.
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rsplit(",", 1)[-1].strip()
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return told
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
