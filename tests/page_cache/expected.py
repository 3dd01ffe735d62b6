"""What each act of the newsroom changes on the small site of `test_precision`, by the names of its addresses."""

CHANGED = {
    "nothing": "",
    "a draft of an article": "",
    "the text of an article": (
        "A4 | A4.md | feed atom.xml | feed feed.json | feed of articles | feed of bea | feed of eau | feed "
        "rss.xml | sitemap of publications"
    ),
    "the title of an article": (
        "2020 | A1 | A2 | A2.md | A3 | ada | articles | articles of ada | articles on wood | bois | feed "
        "atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | feed rss.xml | home | "
        "llms | sitemap of publications"
    ),
    "a new article on wood": (
        "A1 | A2 | A3 | A5 | ada | archives | articles | articles of ada | articles on wood | bois | feed "
        "atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | feed rss.xml | home | "
        "llms | site map | sitemap of publications | topics"
    ),
    "a new article on nothing": (
        "A5 | archives | articles | articles of ada | articles on wood | feed atom.xml | feed feed.json | "
        "feed of articles | feed rss.xml | home | llms | site map | sitemap of publications"
    ),
    "a new article of long ago": (
        "archives | articles | articles of ada | articles on wood | chosen | feed atom.xml | feed feed.json | "
        "feed of articles | feed rss.xml | llms | site map | sitemap of publications"
    ),
    "a new interview": (
        "A4 | A5 | archives | bea | duet | feed atom.xml | feed feed.json | feed of bea | feed of interviews "
        "| feed rss.xml | home | interviews | llms | site map | sitemap of publications | solo"
    ),
    "an article taken down": (
        "2021 | 2021-03 | A1 | A2 | A3 | A3.md | A4 | ada | archives | articles | articles of ada | articles "
        "on wood | bois | feed atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | "
        "feed rss.xml | home | llms | sitemap of publications | topics"
    ),
    "an article deleted": (
        "2020 | A1 | A1.md | A2 | A3 | ada | archives | articles | articles of ada | articles on wood | bois "
        "| chosen | feed atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | feed "
        "rss.xml | home | llms | sitemap of publications | topics"
    ),
    "another address": (
        "2021 | A3 | A4 | A4.md | A5 | articles | bea | duet | eau | feed atom.xml | feed feed.json | feed of "
        "articles | feed of bea | feed of eau | feed rss.xml | home | llms | sitemap of publications"
    ),
    "another date": (
        "2020 | 2021 | A1 | A1.md | A2 | A3 | A5 | ada | archives | articles | articles of ada | articles on "
        "wood | bois | chosen | feed atom.xml | feed feed.json | feed of ada | feed of articles | feed of "
        "bois | feed rss.xml | home | llms | sitemap of publications"
    ),
    "another topic": (
        "A1 | A2 | A3 | A4 | articles on wood | bois | eau | feed atom.xml | feed feed.json | feed of "
        "articles | feed of bea | feed of bois | feed of eau | feed rss.xml | sitemap of publications | "
        "topics"
    ),
    "a restriction": (
        "2021 | A4 | A5 | A5.md | archives | articles | bea | duet | eau | feed atom.xml | feed feed.json | "
        "feed of articles | feed of bea | feed of eau | feed rss.xml | home | llms | sitemap of publications "
        "| topics"
    ),
    "a restriction above": (
        "2021 | A4 | A5 | archives | bea | cleo | duet | duet.md | duet.txt | eau | feed atom.xml | feed "
        "feed.json | feed of bea | feed of eau | feed of interviews | feed rss.xml | home | interviews | llms "
        "| question | site map | sitemap of pages | sitemap of publications | solo | topics"
    ),
    "a person's name": (
        "A1 | A1.md | A2 | A2.md | A3 | A3.md | ada | articles | articles of ada | articles on wood | feed "
        "atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | feed rss.xml | site map"
    ),
    "a person's biography": "cleo",
    "a person's address": (
        "A1 | A2 | A3 | ada | articles | articles of ada | articles on wood | feed atom.xml | feed feed.json "
        "| feed of ada | feed of articles | feed of bois | site map | sitemap of pages"
    ),
    "a topic's name": (
        "A1 | A2 | A3 | articles | articles of ada | articles on wood | bois | feed atom.xml | feed feed.json "
        "| feed of ada | feed of articles | feed of bois | feed rss.xml | site map | topics"
    ),
    "a topic's description": "eau | feed of eau | topics",
    "a picture's words": (
        "2020 | A1 | A2 | A2.md | A3 | ada | articles | articles of ada | articles on wood | bois | feed "
        "atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | feed rss.xml | home"
    ),
    "a picture's focal point": (
        "2020 | A1 | A2 | A2.md | A3 | ada | articles | articles of ada | articles on wood | bois | feed "
        "atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | feed rss.xml | home | "
        "sitemap of publications"
    ),
    "a picture deleted": (
        "2020 | A1 | A2 | A2.md | A3 | ada | articles | articles of ada | articles on wood | bois | feed "
        "atom.xml | feed feed.json | feed of ada | feed of articles | feed of bois | feed rss.xml | home | "
        "sitemap of publications"
    ),
    "a portrait": "",
    "the text of a plain page": "sitemap of pages | team",
    "the title of a plain page": "site map | sitemap of pages | team",
    "the title of a page of the menu": (
        "2020 | 2021 | 2021-03 | A1 | A2 | A3 | A4 | A5 | ada | archives | articles | articles of ada | "
        "articles on wood | bea | bois | chosen | cleo | duet | eau | home | interviews | legal | site map | "
        "sitemap of pages | solo | team | topics"
    ),
    "a plain page taken down": "site map | sitemap of pages | team",
    "a plain page moved": "site map | sitemap of pages | team",
    "the introduction of a list": "interviews | sitemap of pages",
    "the title of a list": "duet | feed of interviews | interviews | site map | sitemap of pages | solo",
    "the address of a list": (
        "2021 | A4 | A5 | bea | cleo | duet | duet.md | duet.txt | eau | feed atom.xml | feed feed.json | "
        "feed of bea | feed of eau | feed of interviews | feed rss.xml | home | interviews | llms | question "
        "| site map | sitemap of pages | sitemap of publications | solo"
    ),
    "the introduction of the site": "home | sitemap of pages",
    "the feature": "home | sitemap of pages",
    "the name of the site": (
        "2020 | 2021 | 2021-03 | A1 | A2 | A3 | A4 | A5 | ada | archives | articles | articles of ada | "
        "articles on wood | bea | bois | chosen | cleo | duet | eau | feed atom.xml | feed feed.json | feed "
        "of ada | feed of articles | feed of bea | feed of bois | feed of eau | feed of interviews | feed "
        "rss.xml | home | interviews | legal | llms | question | site map | solo | team | topics"
    ),
    "the same settings": "",
    "a consent withdrawn": (
        "2021 | A4 | A5 | bea | duet | duet.md | duet.txt | eau | feed atom.xml | feed feed.json | feed of "
        "bea | feed of eau | feed of interviews | feed rss.xml | home | interviews | question | solo"
    ),
}

IN_VAIN = "home | llms | robots | site map | sitemap | topics"
"""What counts, or lists, more than it shows of each: made again and found the same, as its ETag says."""

MORE_IN_VAIN = {
    "another topic": "A4.md | A5 | articles | articles of ada | duet",
    "a restriction": "articles of ada | articles on wood",
    "a person's name": "2020 | 2021 | 2021-03 | bois | chosen | sitemap of pages",
    "a person's address": "2020 | 2021 | 2021-03 | A1.md | A2.md | A3.md | bois | chosen | feed rss.xml",
    "a topic's name": "A1.md | A2.md | A3.md | sitemap of pages",
    "a picture's words": "sitemap of publications",
    "a portrait": "2021 | A4 | A5 | articles | bea | duet | duet.txt | eau | interviews | question | solo",
    "the title of a page of the menu": (
        "feed atom.xml | feed feed.json | feed of ada | feed of articles | feed of bea | feed of bois | feed "
        "of eau | feed of interviews | feed rss.xml | question"
    ),
    "the introduction of a list": "feed of interviews",
    "a consent withdrawn": "cleo | sitemap of publications",
}
"""What else is made again though it comes out the same, act by act."""
