"""The pages that only some may read, and what others are shown in their place: each with what it takes to see it."""

from django.urls import reverse
from wagtail.models import PageViewRestriction

from almacms.conversation.letters import secret_of
from almacms.conversation.models import Follower
from almacms.conversation.services import thread_of
from tests.builders import make_article, make_content_page
from tests.conversation.talk import comment
from tests.interviews.agreement.asking import ANNA, answer, ask, interview, link_to
from tests.sharing.share import share


def make_closed_pages() -> dict[str, str]:
    """The path of each page that is kept for some, by the name of what it shows. Letters are in the test's mailbox."""
    reserved = make_content_page(title="Réservée")
    PageViewRestriction.objects.create(
        page=reserved, restriction_type=PageViewRestriction.PASSWORD, password="ouvre-toi"
    )
    _, draft = share(make_article(title="Le verger", publish=False), comments_allowed=True)
    ask(interview())
    answered = interview(addresses=("chloe@example.net", "dario@example.net"), title="Encore en chantier")
    ask(answered)
    # Whoever asks for a correction sends the text back to its writers: the other is told to wait.
    answer(answered, "chloe@example.net", remarks={0: "Depuis douze ans."})
    commented = make_article(title="Le four")
    waiting = comment(commented, status="unconfirmed")
    follower = Follower.objects.create(thread=thread_of(commented), email="camille@example.org")
    secret = secret_of(comment=waiting.pk, follower=follower.pk)
    return {
        "password": reserved.url,
        "signing in": "/_util/login/",
        "shared draft": draft,
        "closed link": "/brouillon/rien/",
        "speaker's letter": link_to(ANNA),
        "speaker's answers": link_to("chloe@example.net"),
        "speaker, later": link_to("dario@example.net"),
        "confirming an address": reverse("conversation_confirm", args=[secret]),
        "leaving a conversation": reverse("conversation_unfollow", args=[secret]),
    }
