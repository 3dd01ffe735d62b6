from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from almacms.publications.embeds import UMAP, Kind, player_for

MAP = "https://www.openstreetmap.org/export/embed.html"
WALK = "https://umap.openstreetmap.fr/fr/map/balade_12"


@pytest.mark.parametrize(
    ("url", "frame_url"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.dailymotion.com/video/x84sh87", "https://geo.dailymotion.com/player.html?video=x84sh87"),
        ("https://framatube.org/w/9dRFC6Ya11NCVeYKn8ZhiD", "https://framatube.org/videos/embed/9dRFC6Ya11NCVeYKn8ZhiD"),
        (
            "https://soundcloud.com/alma/carnet-1",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Falma%2Fcarnet-1",
        ),
        ("https://open.spotify.com/intl-fr/episode/4rOoJ6", "https://open.spotify.com/embed/episode/4rOoJ6"),
        ("https://www.deezer.com/fr/episode/123", "https://widget.deezer.com/widget/auto/episode/123"),
        (
            "https://www.openstreetmap.org/#map=16/45.1800/5.7600",
            f"{MAP}?bbox=5.75210%2C45.17687%2C5.76790%2C45.18313&layer=mapnik",
        ),
        (
            "https://www.openstreetmap.org/?mlat=45.18&mlon=5.76#map=16/45.1800/5.7600&layers=H",
            f"{MAP}?bbox=5.75210%2C45.17687%2C5.76790%2C45.18313&layer=mapnik&marker=45.18%2C5.76",
        ),
        ("https://umap.openstreetmap.fr/fr/map/balade_12#9/45/5", f"{WALK}?{urlencode(UMAP)}"),
    ],
)
def test_a_known_address_gives_a_player_that_the_security_policy_lets_in(url, frame_url):
    player = player_for(url)

    assert player is not None
    assert player.frame_url == frame_url
    assert urlsplit(frame_url).hostname in settings.EMBED_FRAME_HOSTS


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://youtu.be/abc",
        "https://example.org/watch?v=abc",
        "https://vimeo.com/about",
        "https://www.youtube.com/playlist?list=abc",
        "https://www.dailymotion.com/alma",
        "https://[",
        "https://youtu.be/a%22b",
        "javascript:x",
        "https://soundcloud.com/alma",
        "https://open.spotify.com/user/alma",
        "https://www.openstreetmap.org/",
        "https://www.openstreetmap.org/#map=99/0/0",
        "https://www.openstreetmap.org/#map=5/89/0",
        "https://www.openstreetmap.org/#map=5/45/999",
        "https://umap.openstreetmap.fr/fr/map/a%22b",
        "https://peertube.example/w/abc",
    ],
)
def test_any_other_address_gives_none(url):
    assert player_for(url) is None


def test_an_operator_may_add_servers_of_peertube(settings):
    settings.PEERTUBE_HOSTS = ["framatube.org", "peertube.example"]
    player = player_for("https://peertube.example/w/abc")
    assert player is not None
    assert (player.provider, player.frame_url) == ("peertube.example", "https://peertube.example/videos/embed/abc")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_player_has_a_picture_of_ours(kind):
    assert finders.find(f"almacms/img/embed-{kind}.svg")
