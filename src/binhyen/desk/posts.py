"""For which of their posts a person works now, and the door every page of this face has."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from binhyen.core import clock, faces
from binhyen.people import policy
from binhyen.people.models import Post, User
from binhyen.places.models import Unit

_CHOSEN = "vi_tri"
_TYPED = "da_nhap"
#: Longest typed text that is kept over a login, over all fields.
_MOST_TYPED = 20_000


@dataclass(frozen=True)
class Visit:
    """Who works, for which post, when: read once per request."""

    user: User
    post: Post | None
    posts: tuple[Post, ...]
    at: datetime

    @property
    def on(self) -> date:
        """The day in Viet Nam."""
        return clock.local_day(self.at)

    @property
    def unit(self) -> Unit | None:
        """The unit of the post."""
        return self.post.unit if self.post else None

    def may(self, action: str, thing: policy.Held | None = None) -> bool:
        """Say whether the policy grants the action, on a thing or at all."""
        return policy.can(self.user, action, thing, on=self.on)


def visit_of(request: HttpRequest) -> Visit:
    """Return the visit; the post is the one chosen, else the first in which matters are handled, else the first."""
    found: Visit | None = getattr(request, "desk_visit", None)
    if found is None:
        assert isinstance(request.user, User)  # noqa: S101  (behind `officer`)
        found = _visit(request.user, request.session.get(_CHOSEN), clock.now())
        request.desk_visit = found  # type: ignore[attr-defined]
    return found


def _visit(user: User, chosen: object, at: datetime) -> Visit:
    on = clock.local_day(at)
    posts = tuple(policy.posts_of(user, on))
    working = policy.posts_granting(user, "matters.read", on=on)
    order = [*(post for post in posts if post.pk == chosen), *working, *posts]
    return Visit(user, order[0] if order else None, posts, at)


def choose(request: HttpRequest, post: Post) -> None:
    """Work for `post` from now on."""
    request.session[_CHOSEN] = post.pk


def officer(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in who is logged in and holds a post; others to the login, with what they typed kept for their return."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_login(request)
        if not visit_of(request).posts:
            told = {"ended": _last_ended(request), "written": faces.written(request)}
            return render(request, "desk/no_post.html", told, status=403)
        return view(request, *args, **kwargs)

    return guarded


def _last_ended(request: HttpRequest) -> Post | None:
    """Return the post that ended last, so that the page can say since when."""
    visit = visit_of(request)
    ended = Post.objects.filter(user=visit.user, until__lte=visit.on).select_related("unit")
    return ended.order_by("-until", "-pk").first()


def _to_login(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in request.POST}
        typed.pop("csrfmiddlewaretoken", None)
        if sum(map(len, typed.values())) <= _MOST_TYPED:
            request.session[_TYPED] = {"path": request.path, "typed": typed}
        messages.warning(
            request,
            _("You were away for long and were logged out. Log in again: what you wrote is kept."),
        )
    return redirect_to_login(request.get_full_path())


def typed_before_login(request: HttpRequest) -> dict[str, str]:
    """Return, once, what the person had typed into this page when the session ran out."""
    kept = request.session.get(_TYPED)
    if not kept or kept.get("path") != request.path:
        return {}
    del request.session[_TYPED]
    return {str(name): str(value) for name, value in kept["typed"].items()}


def not_allowed(request: HttpRequest, sentence: str) -> HttpResponse:
    """Return the page that says why one may not."""
    return render(request, "desk/not_allowed.html", {"sentence": sentence}, status=403)
