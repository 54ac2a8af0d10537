"""The door to the bench: the house's own login, posts mirrored at each step, and a content policy loosened for these pages
alone."""

from collections.abc import Callable
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
from binhyen.people.models import User

View = Callable[..., HttpResponseBase]
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
        if not actions.mirror(user=request.user, at=clock.now()):
            raise PermissionDenied(_("Your post does not allow this step."))
        answer = view(request, *args, **kwargs)
        answer._csp_update = LOOSENED  # type: ignore[attr-defined]  # read by csp.middleware
        answer._csp_replace = FRAMED  # type: ignore[attr-defined]  # "none" allows nothing beside it
        answer.headers["X-Frame-Options"] = "SAMEORIGIN"
        return answer

    return guarded
