"""Where a request comes from: what the proxy says and not what the client does; one subscriber, one household."""

from typing import Any

import pytest
from django.test import RequestFactory

from almacms.operations.networks import network_of


@pytest.mark.parametrize(
    ("told", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_network_is_what_one_subscriber_has(told: str, network: str) -> None:
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=told)) == network


def test_behind_a_proxy_only_what_the_proxy_added_counts(settings: Any) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 192.0.2.7")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert network_of(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert network_of(request) == "192.0.2.7"
