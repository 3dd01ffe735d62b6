"""The page, under each publication, from which a reader passes it on without any script."""

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Publication
from .passing_on import server_named
from .routing import route
from .serving import serve

# Browsers apply it to where the answer to the form leads, too.
LEAVING = {"form-action": ["https:"]}


@require_safe
@csp_update(LEAVING)  # type: ignore[arg-type] # it knows only of views without arguments
def pass_on(request: HttpRequest, path: str) -> HttpResponse:
    """Every way to pass a publication on; with `serveur`, the way to a Mastodon server.

    Only the form of this very page is redirected: a link from elsewhere that names a server gets a page that names it
    too, and that the reader leaves or not. What is written there is ours, the title and the address of something
    published, and never the link's. The server's name is kept by nobody: neither a cache nor the next page's address.
    """
    found = route(request, path)
    if found is None or not isinstance(found.page, Publication):
        # Something may be called so in a list.
        return serve(request, f"{path}partager/")
    page = found.page
    if not page.unrestricted:
        raise Http404
    typed = request.GET.get("serveur", "")
    server = server_named(typed)
    mastodon_url = page.passing_on.mastodon_url(server) if server else ""
    if mastodon_url and request.headers.get("Sec-Fetch-Site") == "same-origin":
        response: HttpResponse = HttpResponseRedirect(mastodon_url)
    else:
        context = {"page": page, "typed": typed[:300], "server": server, "mastodon_url": mastodon_url}
        response = render(request, "publications/pass_on.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    if typed:
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response
