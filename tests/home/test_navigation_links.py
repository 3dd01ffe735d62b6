import pytest

from home.blocks import navigation_errors


def test_a_link_has_one_target():
    assert "page" in navigation_errors(has_page=False, address="", label="")
    assert "page" in navigation_errors(has_page=True, address="/a/", label="")


def test_a_link_to_a_page_needs_nothing_else():
    assert navigation_errors(has_page=True, address="", label="") == {}


@pytest.mark.parametrize("address", ["/thematiques/", "https://example.org/a"])
def test_a_link_to_an_address_needs_a_label(address):
    assert list(navigation_errors(has_page=False, address=address, label="")) == ["label"]
    assert navigation_errors(has_page=False, address=address, label="Là") == {}


@pytest.mark.parametrize("address", ["exemple", "javascript:alert(1)", "http://example.org"])
def test_any_other_address_is_refused(address):
    assert "address" in navigation_errors(has_page=False, address=address, label="Là")
