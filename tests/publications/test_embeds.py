from urllib.parse import urlsplit

import pytest
from django.conf import settings

from almacms.publications.embeds import player_for


@pytest.mark.parametrize(
    ("url", "frame_url"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.dailymotion.com/video/x84sh87", "https://geo.dailymotion.com/player.html?video=x84sh87"),
        ("https://framatube.org/w/9dRFC6Ya11NCVeYKn8ZhiD", "https://framatube.org/videos/embed/9dRFC6Ya11NCVeYKn8ZhiD"),
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
    ],
)
def test_any_other_address_gives_none(url):
    assert player_for(url) is None
