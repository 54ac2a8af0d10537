"""What became of a report, for whoever holds its number and code."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.core import clock, faces, references
from binhyen.matters import actions as matters
from binhyen.matters.models import Matter
from binhyen.portal import forms, queries
from binhyen.portal.photos import keep
from binhyen.portal.views import photo as photo_views
from binhyen.portal.views.report import DRAFT_FORM
from binhyen.portal.words import NEXT, STATES
from binhyen.reports import actions as reports
from binhyen.reports import catalogues
from binhyen.reports.models import Report

_ATTEMPTS = 4
Result = TypeVar("Result")


@require_GET
def qr(request: HttpRequest) -> HttpResponse:
    """Draw the way to the follow-up page with the number filled in, for another phone to read.

    A picture of its own: drawing it takes a tenth of the time that receiving a report takes, and a reporter
    should have the number before that. Any mask can be read; trying all eight for the prettiest takes 3 ms more.
    """
    reference = request.GET.get("so", "")
    if not references.is_reference(reference):
        raise Http404
    address = request.build_absolute_uri(f"{reverse('portal:follow')}?so={reference}")
    code = segno.make(address, micro=False, error="m", boost_error=False, mask=3)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", scale=4, border=2, omitsize=True)
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=600"
    return response


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """What became of a report, for whoever holds its number and code; a word more, and whether it is settled."""
    at = clock.now()
    if request.method != "POST":
        return _asked(
            request, forms.Follow(initial={"reference": request.GET.get("so", "")[:20]}, at=at)
        )
    only_looks = faces.only_looks_change(request)
    if only_looks and "words" not in request.POST:
        return _asked(request, forms.Follow(initial=request.POST.dict(), at=at))
    form = forms.Follow(request.POST, at=at)
    found = _found(form, at) if form.is_valid() else None
    if found is None:
        return _asked(request, form)
    what = "" if only_looks else request.POST.get("go", "say" if "words" in request.POST else "")
    typed = request.POST.dict()
    reply, rate = forms.Reply(initial=typed, at=at), forms.Rate(initial=typed, at=at)
    if what == "say":
        reply = _heard(request, found, at)
    elif what == "rate":
        rate = _rated(request, found, at)
    return _thread(request, found, form, reply, rate)


def _asked(request: HttpRequest, form: forms.Follow) -> HttpResponse:
    """Ask for number and code."""
    return render(request, "portal/follow.html", {"form": form, "draft_form": DRAFT_FORM})


def _found(form: forms.Follow, at: datetime) -> Report | None:
    """Return the report; None with the reason in the form."""
    fault = _fault_of(references.tidy(form.cleaned_data["code"]))
    if fault:
        form.add_error("code", fault)
        return None
    try:
        found = reports.find(
            reference=form.cleaned_data["reference"], code=form.cleaned_data["code"], at=at
        )
    except reports.TooManyGuesses:
        form.add_error(
            None, _("Too many wrong codes for this number. Wait 15 minutes and try again.")
        )
        return None
    if found is None:
        form.add_error(None, _("Number and code do not fit together. Check both and try again."))
    return found


def _fault_of(code: str) -> str:
    """Return why no code looks like this, so that nobody spends a guess on a slip; empty for one that may be right."""
    if not code.isascii():
        return _(
            "The code has only letters without marks and digits. Switch off the Vietnamese keyboard and type it again."
        )
    if strange := "".join(dict.fromkeys(c for c in code if c not in references.ALPHABET)):
        return _("No code has “%(strange)s” in it. Look at that letter or digit again.") % {
            "strange": ", ".join(strange)
        }
    if len(code) != references.CODE_LENGTH:
        return _("The code has 16 letters and digits; you typed %(n)s. Look again.") % {
            "n": len(code)
        }
    return ""


def _heard(request: HttpRequest, found: Report, at: datetime) -> forms.Reply:
    """Pass a message on; return an empty form when it went, the filled one with its error otherwise."""
    reply = forms.Reply(request.POST, request.FILES, at=at)
    if not reply.is_valid():
        return reply
    photos: list[str] = []
    if not keep(reply, photos, at=at):
        for (
            token
        ) in photos:  # the message is sent whole or not at all; the good ones are chosen again
            reports.drop_photo(token=token)
        return reply
    words = reply.cleaned_data["words"]
    if photos or not queries.was_just_said(found, words, at):
        _again_if_merged(lambda: matters.hear(report=found, words=words, photos=photos, at=at))
    sent = forms.Reply(at=at)
    sent.is_sent = True
    return sent


def _rated(request: HttpRequest, found: Report, at: datetime) -> forms.Rate:
    """Pass on whether it is settled; return an empty form that says what became of it, or the filled one."""
    rate = forms.Rate(request.POST, at=at)
    ended = queries.ended_of(found)
    rate.offer(_named(ended))
    if not rate.is_valid():
        return rate
    said = rate.cleaned_data
    try:
        outcome = _again_if_merged(
            lambda: matters.rate(
                report=found,
                is_settled=rate.is_settled,
                stars=said["stars"],
                words=said["why"],
                at=at,
                matter=ended.get(said.get("which", "")),
            )
        )
    except matters.MoveNotAllowed:
        rate.add_error(None, _("Work on it has begun again. Write to the officers below."))
        return rate
    sent = forms.Rate(at=at)
    sent.outcome = outcome
    return sent


def _named(ended: dict[str, Matter]) -> list[tuple[str, str]]:
    """Return what has ended as the reporter is asked about it: by what kind of trouble it is."""
    names = catalogues.taxonomy().categories
    return [(word, names[matter.category].name(forms.language())) for word, matter in ended.items()]


def _again_if_merged(act: Callable[[], Result]) -> Result:
    """Do an act of the reporter's; an officer who acts on the matter at the same moment does not cost them theirs."""
    for _attempt in range(_ATTEMPTS - 1):
        try:
            return act()
        except (matters.MoveNotAllowed, matters.Outrun):
            continue
    return act()


def _thread(
    request: HttpRequest, found: Report, form: forms.Follow, reply: forms.Reply, rate: forms.Rate
) -> HttpResponse:
    thread = queries.thread_of(found)
    names = catalogues.taxonomy().categories
    if not rate.is_bound:
        rate.offer(_named(thread.ended))
    others = [
        (
            names[course.category].name(forms.language()),
            STATES[course.state],
            NEXT[course.state],
            [(STATES[line.state], line.at) for line in course.lines],
        )
        for course in thread.courses[1:]
    ]
    context = {
        "thread": thread,
        "others": others,
        "photos": [photo_views.address(photo, form.at) for photo in thread.photos],
        "messages_shown": [
            (message, [photo_views.address(photo, form.at) for photo in message.photos.all()])
            for message in thread.messages
        ],
        "lines": [(STATES[line.state], line.at) for line in thread.lines],
        "state": STATES[thread.state],
        "next": NEXT[thread.state],
        "category": names[found.category].name(forms.language()),
        "form": form,
        "reply": reply,
        "rate": rate,
        "wrong": rate if rate.errors else reply,
        "may_rate": bool(thread.ended) or bool(rate.errors),
        "draft_form": DRAFT_FORM,
    }
    return render(request, "portal/thread.html", context)
