"""Files that are broken or mean harm: a line in the report, never a crash nor half a page."""

import io

import pytest
from wagtail.models import Page

from almacms.conversation.models import Comment as Kept
from almacms.wordpress.bodies.prepare import prepared
from almacms.wordpress.comments import arranged
from almacms.wordpress.fetching import Fetcher, is_public, public_address
from almacms.wordpress.files import Refused, within
from almacms.wordpress.models import Line, Origin
from almacms.wordpress.threads import source_of
from almacms.wordpress.tree import DEEPEST, in_order
from almacms.wordpress.wxr import Comment as Given
from almacms.wordpress.wxr import Unreadable, read
from almacms.wordpress.wxr.stream import CleanStream, TooLarge
from articles.models import ArticlePage

from .exports import BLOG, Comment, Item, attachment, export

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<rss><channel><title>&b;</title></channel></rss>"""
EXTERNAL = b"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>"""


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (BOMB, "forbidden"),
        (EXTERNAL, "forbidden"),
        (b"", "malformed"),
        (b"\x89PNG\r\n\x1a\n", "malformed"),
        (b"<html><body>Bonjour</body></html>", "no_export"),
        (b"<rss><channel><title>a &nbsp; b</title></channel></rss>", "malformed"),
    ],
)
def test_what_is_no_export_is_refused_with_its_reason(data, why):
    with pytest.raises(Unreadable) as refused:
        list(read(io.BytesIO(data)))
    assert refused.value.why == why


@pytest.mark.django_db
@pytest.mark.parametrize("data", [BOMB, EXTERNAL, b"", b"<rss/>"])
def test_an_import_of_what_is_no_export_ends_with_a_line(imported, data):
    run = imported(data=data or b" ")

    assert not run.is_whole
    assert run.lines.get(weight=Line.Weight.ERROR).kind == "file"
    assert not Origin.objects.exists()


@pytest.mark.django_db
def test_what_comes_before_the_break_is_imported_whole(imported):
    whole = export(Item(1), Item(2, comments=[Comment(1)]), Item(3, "Coupé", comments=[Comment(2)]))
    broken = whole[: whole.index("Coupé".encode()) + 200]

    run = imported(data=broken)

    assert not run.is_whole
    assert ArticlePage.objects.count() == 2
    assert [row.source for row in Kept.objects.all()] == [source_of(BLOG, 1)]


def test_characters_that_xml_forbids_and_bytes_that_are_no_text_are_left_out():
    data = export(Item(1, "Un\x00 \x1b titre")).replace(b"titre", b"titre \xf0\x9f &#x1F; &#0; \xef\xbf\xbf fin")
    titles = [record.title for _rank, record in read(io.BytesIO(data)) if hasattr(record, "title")]

    assert titles[-1].startswith("Un  titre")
    assert titles[-1].endswith("fin")


def test_a_record_without_an_end_is_not_read_for_ever():
    stream = CleanStream(io.BytesIO(b"<rss>" + b"a" * 300_000), limit=100_000)

    with pytest.raises(TooLarge):
        list(iter(stream.read, b""))


def test_a_file_split_anywhere_is_read_the_same():
    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(7 if size != 1024 else 11)

    data = export(Item(1, "Élan &#7; 🦄", "é" * 50))
    assert [r for _n, r in read(Slow(data))] == [r for _n, r in read(io.BytesIO(data))]


def test_comments_that_answer_each_other_in_a_circle_are_opened_once():
    found, said = arranged(
        [Given(3, parent=2), Given(2, parent=3), Given(5, parent=5), Given(7, parent=99)], team=set()
    )

    assert [(comment.number, comment.parent) for comment in found] == [(2, None), (3, 2), (5, None), (7, None)]
    assert sorted(reason for reason, _about in said) == ["comment_cycle", "comment_cycle", "comment_parent_missing"]


def test_pages_that_go_round_or_too_deep_are_put_under_the_front_page():
    chain = {number: (number - 1, number) for number in range(1, DEEPEST + 5)}
    circle = {100: (101, 200), 101: (100, 201)}

    order, mended = in_order({**chain, **circle})

    assert len(order) == len(chain) + 2
    assert mended == {DEEPEST + 1: "too_deep", 100: "parent_cycle"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 3000 + "au fond" + "</div>" * 3000,
        "<ul><li>" * 500 + "au fond",
        "<blockquote>" * 300 + "au fond",
        "<b><i>" * 2000 + "au fond",
        "[caption]" * 2000 + "au fond",
        "<!-- wp:group -->" * 2000 + "au fond",
        "[" * 50_000 + "au fond",
        "<!-- wp:image {" + '"a":{' * 5000 + " --> au fond",
        "🦄 au fond \u202e",
        "<table>" + "<tr><td>au fond</td></tr>" * 5 + "<tr><td rowspan=9>x</td></tr></table>",
    ],
    ids=range(10),
)
def test_no_text_is_too_strange(imported, client, content):
    run = imported(Item(1, "Étrange", content))

    assert run.counts["articles"]["created"] == 1
    assert "au fond" in client.get(ArticlePage.objects.get().url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\nscript:alert(1)">x</a>',
        '<img src=x onerror="alert(1)">',
        '<svg onload="alert(1)"><script>alert(1)</script></svg>',
        '<!-- wp:acme/x --><iframe src="javascript:alert(1)"></iframe><p onclick="alert(1)">x</p><!-- /wp:acme/x -->',
        '<blockquote cite="javascript:alert(1)">x</blockquote>',
        '[video src="javascript:alert(1)"]',
        '<object data="data:text/html,<script>alert(1)</script>">x</object>',
    ],
)
def test_nothing_that_acts_is_kept(imported, client, content):
    imported(Item(1, "Texte", f"<p>Avant.</p>{content}"))
    page = ArticlePage.objects.get()
    html = client.get(page.url).content.decode()

    for trace in ("alert(1)", "javascript:", "onerror", "onclick", "onload"):
        assert trace not in html.partition("<main")[2]


def test_shortcodes_do_not_take_forever():
    markup, _is_blocks = prepared('[caption id="a"' * 3000 + "[gallery" * 3000 + "[x a=" * 3000)

    assert len(markup) > 1000


# Files


def test_no_file_is_taken_from_outside_the_folder(tmp_path):
    folder = tmp_path / "uploads"
    folder.mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")

    assert within(folder, "../secret.jpg") is None
    assert within(folder, "link.jpg") is None
    assert within(folder, str(tmp_path / "secret.jpg")) is None


@pytest.mark.django_db
def test_a_picture_that_is_none_is_refused(imported, uploads):
    (uploads / "2014/09/faux.jpg").write_bytes(b"<script>alert(1)</script>")
    (uploads / "2014/09/page.html").write_bytes(b"<script>alert(1)</script>")

    run = imported(attachment(1, "faux.jpg"), attachment(2, "page.html"))

    assert run.counts["files"]["why"] == {"file_refused": 2}


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0",  # noqa: S104 (an address to refuse)
        "100.64.0.1", "::1",
        "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "pas une adresse",
    ],
)  # fmt: skip
def test_private_addresses_are_not_of_the_open_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_ones_are(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x.jpg",
        "http://[::1]/x.jpg",
        "http://localhost/x.jpg",
        "file:///etc/passwd",
        "ftp://exemple.fr/x.jpg",
        "http://exemple.fr:22/x.jpg",
        "http://moi@exemple.fr/x.jpg",
        "http://2130706433/x.jpg",
    ],
)
def test_nothing_is_fetched_from_where_it_should_not_be(tmp_path, url):
    with pytest.raises(Refused):
        Fetcher(tmp_path, "blog")(url)


def test_one_private_answer_among_others_is_enough_to_refuse(monkeypatch):
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: answers)

    with pytest.raises(Refused):
        public_address("exemple.fr", 80)


@pytest.mark.django_db
def test_an_item_that_fails_leaves_nothing_and_the_next_is_imported(imported, monkeypatch):
    import almacms.wordpress.items as items

    release = items.release

    def failing(page, draft, **options):
        release(page, draft, **options)
        if draft.number == 1:
            raise RuntimeError("en panne")
        return True

    monkeypatch.setattr(items, "release", failing)
    run = imported(Item(1, comments=[Comment(1)]), Item(2))

    assert run.counts["articles"]["why"] == {"failed": 1}
    assert list(ArticlePage.objects.values_list("slug", flat=True)) == ["texte-2"]
    assert not Page.objects.filter(slug="texte-1").exists()


@pytest.mark.parametrize("address", ["::127.0.0.1", "::ffff:0:7f00:1", "64:ff9b:1::7f00:1", "fec0::1"])
def test_no_spelling_of_a_private_address_within_ipv6_is_public(address):
    assert not is_public(address)


@pytest.mark.django_db
def test_what_the_blog_withdrew_before_its_hour_is_not_published_at_it(imported):
    hour = "2031-01-02 09:00:00"
    imported(Item(1, status="future", date=hour))
    page = ArticlePage.objects.get()
    assert page.revisions.filter(approved_go_live_at__isnull=False).exists()

    imported(Item(1, status="draft", date=hour))

    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("hour", ["2099-01-02 09:00:00", "9999-99-99 00:00:00", "0000-00-00 00:00:00"])
def test_what_waits_for_an_hour_that_is_not_believed_is_a_draft(imported, hour):
    imported(Item(1, status="future", date=hour))

    assert not ArticlePage.objects.get().live
