"""SEC-58: sixty forms of a URL, and where a name may lead. Each answer is written by hand."""

import pytest

from firstwall.fetching.addresses import Allowed, may_lead_to, target_of
from firstwall.kernel.refusal import Refusal

PUBLIC = Allowed(frozenset({"id.example.eu", "id.example.eu:8443", "xn--bcher-kva.example"}))
GOOD = [
    "https://id.example.eu", "https://id.example.eu/", "https://id.example.eu/a/b?c=d&e=f", "https://ID.example.EU/a",
    "https://id.example.eu:443/", "https://id.example.eu:8443/keys", "https://xn--bcher-kva.example/",
    "https://id.example.eu/..%2f..%2fetc", "https://id.example.eu//double", "https://id.example.eu/?u=http://127.0.0.1/",
]  # fmt: skip
BAD = [
    "", "id.example.eu", "//id.example.eu/", "/path", "https:", "https:/id.example.eu", "https:///id.example.eu",
    "http://id.example.eu/", "HTTP://id.example.eu/", "ftp://id.example.eu/", "file:///etc/passwd", "gopher://id.example.eu/",
    "data:text/plain,x", "javascript:alert(1)", "jar:https://id.example.eu!/", "https+unix://id.example.eu/",
    "https://user@id.example.eu/", "https://user:pw@id.example.eu/", "https://id.example.eu@evil.example/",
    "https://id.example.eu:pw@evil.example/", "https://evil.example/", "https://evil.example/id.example.eu",
    "https://id.example.eu.evil.example/", "https://xid.example.eu/", "https://sub.id.example.eu/", "https://id.example.eu./",
    "https://.id.example.eu/", "https://id..example.eu/", "https://id.example.eu:444/", "https://id.example.eu:80/",
    "https://id.example.eu:/", "https://id.example.eu:0/", "https://id.example.eu:99999/", "https://id.example.eu:x/",
    "https://id.example.eu:-1/", "https://id.example.eu/#a", "https://id.example.eu/#", "https://id.example.eu\\@evil.example/",
    "https://id.example.eu\\/", "https://id.example.eu/ a", " https://id.example.eu/", "https://id.example.eu/\n",
    "https://id.example.eu/\x00", "https://id.example.eu/\r\nHost: evil.example", "https://b\u00fccher.example/",
    "https://id.example.eu\u3002evil.example/", "https://\uff49d.example.eu/", "https://id%2eexample.eu/",
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://0177.0.0.1/",
    "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/", "https://[id.example.eu]/",
    "https://localhost/", "https://169.254.169.254/latest/", "https://10.0.0.1/", "https://id.example.eu/" + "a" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("url", GOOD)
def test_a_usual_address_of_a_listed_host_may_be_asked(url: str) -> None:
    """SEC-58."""
    target = target_of(url, PUBLIC)
    assert target.is_tls and target.host in {"id.example.eu", "xn--bcher-kva.example"}


@pytest.mark.parametrize("url", BAD)
def test_any_other_form_is_refused(url: str) -> None:
    """SEC-58: sixty forms, of which none reaches a host that the site did not name."""
    with pytest.raises(Refusal) as refused:
        target_of(url, PUBLIC)
    assert refused.value.rule == "SEC-58"


def test_there_are_sixty() -> None:
    assert len(set(BAD)) >= 60


def test_loopback_and_plain_http_only_where_the_site_says_so() -> None:
    """SEC-58."""
    own = Allowed(frozenset({"127.0.0.1:9000", "localhost:9000"}), loopback=True)
    assert target_of("http://127.0.0.1:9000/a", own).port == 9000
    for url in ("http://127.0.0.1:9001/", "http://10.0.0.1:9000/", "http://127.1:9000/"):
        with pytest.raises(Refusal):
            target_of(url, own)
    with pytest.raises(Refusal):
        target_of("http://127.0.0.1:9000/a", Allowed(frozenset({"127.0.0.1:9000"})))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1", "fd12::1",
        "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2002:a00:1::", "", "id.example.eu",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_asked(address: str) -> None:
    """SEC-58: loopback, private, link-local and the like, in each dress."""
    assert not may_lead_to(address, PUBLIC)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_a_name_that_leads_to_the_public_network_is_asked(address: str) -> None:
    """SEC-58."""
    assert may_lead_to(address, PUBLIC)


def test_loopback_is_led_to_where_the_site_says_so() -> None:
    assert may_lead_to("127.0.0.1", Allowed(loopback=True)) and may_lead_to("::1", Allowed(loopback=True))
    assert not may_lead_to("10.0.0.1", Allowed(loopback=True))
