"""The door to the bench: the house's own login, posts mirrored at each step, and a content policy loosened for these pages
alone."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from csp.constants import SELF, UNSAFE_INLINE
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from binhyen.core import clock
from binhyen.newsroom import actions
from binhyen.people import policy
from binhyen.people.models import User

View = Callable[..., HttpResponseBase]
ENTER = "newsroom.enter"
#: Wagtail's list and editor carry scripts and styles in the page itself,
LOOSENED = {"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
#: and show the article in a frame beside the form.
FRAMED = {"frame-ancestors": [SELF]}


def at_the_bench(view: View) -> View:
    """Let in whose posts give a desk today; others to the login, or told why not."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not isinstance(request.user, User) or not request.user.is_active:
            return redirect_to_login(request.get_full_path())
        at = clock.now()
        if not actions.mirror(user=request.user, at=at):
            raise PermissionDenied(_("Your post does not allow this step."))
        # What Wagtail shows of whoever sits here, in place of the e-mail by which one logs in; it is kept nowhere.
        request.user.first_name = _called(request.user, clock.local_day(at))  # type: ignore[attr-defined]
        answer = view(request, *args, **kwargs)
        answer._csp_update = LOOSENED  # type: ignore[attr-defined]  # read by csp.middleware
        answer._csp_replace = FRAMED  # type: ignore[attr-defined]  # "none" allows nothing beside it
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
        return answer

    return guarded


def _called(user: User, on: date) -> str:
    """Return the name and the posts for which one sits here."""
    posts = policy.posts_granting(user, ENTER, on=on)
    return ", ".join([user.full_name, *(str(post) for post in posts)])
