"""What the bench asks of the house by Wagtail's hooks: its help, and whether pictures may be shown before many come out."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from binhyen.core import clock
from binhyen.newsroom import queries

#: What Wagtail's menu of help leads to outside the house, in English.
_OUTSIDE = ("whats-new", "editor-guide")
#: The page of the handbook for the bench.
_GUIDE = "bien-tap"


@hooks.register("register_help_menu_item")
def guide() -> MenuItem:
    """Lead to the house's own help."""
    address = reverse("help_page", args=[_GUIDE])
    return MenuItem(_("How to write and let out news"), address, name="house-guide", icon_name="help", order=100)  # fmt: skip


@hooks.register("construct_help_menu")
def keep_help_inside(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out what leads to Wagtail's own pages."""
    items[:] = [item for item in items if not str(item.name).startswith(_OUTSIDE)]


@hooks.register("before_bulk_action")
def refuse_pictures(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action: Any
) -> HttpResponse | None:
    """Let none of many articles out where one shows a picture that may not be shown, and say which (rule P-20)."""
    if action_type != "publish":
        return None
    with_below = bool(action.cleaned_form.cleaned_data.get("include_descendants"))
    found = list(queries.refused(objects, with_below=with_below, on=clock.today()))
    if not found:
        return None
    for article, photo, why in found:
        messages.error(
            request,
            _(
                "Nothing was published. “%(article)s”: the picture “%(title)s” cannot be shown: %(why)s."
            )
            % {"article": article.title, "title": photo.title, "why": why},
        )
    return redirect(action.next_url)
