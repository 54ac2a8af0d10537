"""Catalogues: what is loaded, who held it against the signed text, a province's own sheet."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms as django_forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk.officers import done, officers_page, own_unit, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.people import policy
from binhyen.places.models import Level, Unit
from binhyen.standards import actions, catalogues, queries, sheets
from binhyen.standards.catalogues import CatalogueInvalid, Problem, Text
from binhyen.standards.models import StoredCatalogue
from binhyen.standards.scorecard import last_day_of

from . import catalogue_forms as forms
from . import sentences
from .refusals import refusal


def _visitor(request: HttpRequest) -> Visit:
    visitor = visit_of(request)
    if not policy.can(visitor.user, "standards.read", on=visitor.on):
        raise PermissionDenied(_("Your post does not allow this step."))
    return visitor


def _faults(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Return the faults as a page tells them: file, line, criterion, key, and a sentence in the page's language."""
    return [
        {
            "file": one.file,
            "line": one.line,
            "criterion": one.criterion,
            "key": one.key,
            "sentence": _(one.said) % one.values if one.values else _(one.said),
        }
        for one in problems
    ]


def _read_all(files: Sequence[Any]) -> dict[str, Text]:
    """Return what the uploaded files hold. Raises CatalogueInvalid with every fault of every file."""
    texts: dict[str, Text] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            texts[file.name] = catalogues.read_bytes(
                file.read(catalogues.LARGEST_FILE + 1), file=file.name
            )
        except CatalogueInvalid as reason:
            problems.extend(reason.problems)
    if problems:
        raise CatalogueInvalid(problems)
    return texts


@officers_page
@require_http_methods(["GET", "POST"])
def catalogue_list(request: HttpRequest) -> HttpResponse:
    """List the catalogues of the house; the administrator uploads others, all or none."""
    visitor = _visitor(request)
    may_load = visitor.may("standards.load", _own(visitor))
    form = forms.Upload(request.POST or None, request.FILES or None)
    faults: list[dict[str, object]] = []
    if request.method == "POST" and not may_load:
        raise PermissionDenied(_("Your post does not allow this step."))
    if request.method == "POST" and form.is_valid():
        try:
            texts = _read_all(form.cleaned_data["catalogues"])
            found = actions.upload_catalogues(texts=texts, by=visitor.user, at=visitor.at)
        except CatalogueInvalid as reason:
            faults = _faults(reason.problems)
            form.add_error(None, _("Nothing was loaded: what is wrong stands below."))
        except actions.CatalogueUsed as reason:
            form.add_error(None, _used(reason))
        else:
            _tell_loaded(request, found)
            return redirect("desk:catalogues")
    is_refused = request.method == "POST" and bool(form.errors)
    return show(
        request,
        "scorecard/catalogues",
        {
            "rows": [_row(row) for row in queries.newest().values()],
            "form": form if may_load else None,
            "faults": faults,
        },
        status=409 if is_refused else 200,
    )


def _own(visitor: Visit) -> Unit:
    own = own_unit(visitor)
    if own is None:
        raise PermissionDenied
    return own


def _used(reason: actions.CatalogueUsed) -> str:
    return _(
        "The version %(version)s of %(id)s is in use and is never changed. Give the file a new version that "
        "names it in `supersedes`."
    ) % {"version": reason.stored.version, "id": reason.stored.catalogue_id}


def _tell_loaded(request: HttpRequest, found: Sequence[tuple[StoredCatalogue, bool]]) -> None:
    count = sum(is_new for _stored, is_new in found)
    done(request, _("Loaded: %(count)s. The rest was there already.") % {"count": count})


def _row(row: StoredCatalogue) -> dict[str, object]:
    confirmed = queries.confirmed_in(row)
    verification = queries.verification(row, confirmed)
    return {
        "stored": row,
        "title": row.read().title(sentences.language()),
        "count": len(row.read().criteria),
        "open": verification[catalogues.Verified.PARTIAL] + verification[catalogues.Verified.NONE],
    }


@officers_page
@require_http_methods(["GET", "POST"])
def catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version: its rule, its period, its criteria with who held them against the signed text."""
    visitor = _visitor(request)
    stored = get_object_or_404(StoredCatalogue.objects.select_related("owner"), pk=pk)
    content = stored.read()
    confirmed = frozenset(stored.confirmations.values_list("criterion", flat=True))
    open_ones = forms.still_open(content, confirmed)
    may_confirm = visitor.may("standards.load", _own(visitor)) and bool(open_ones)
    form = forms.ConfirmText(content, open_ones, request.POST or None)
    if request.method == "POST" and not may_confirm:
        raise PermissionDenied(_("Your post does not allow this step."))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        actions.confirm_criteria(catalogue=stored, by=visitor.user, at=visitor.at, **typed)
        done(request, _("The criteria are confirmed against the signed text."))
        return redirect("desk:catalogue", stored.pk)
    rows = {row.criterion: row for row in stored.confirmations.select_related("confirmed_by")}
    versions = StoredCatalogue.objects.filter(catalogue_id=stored.catalogue_id)
    return show(
        request,
        "scorecard/catalogue",
        {
            "stored": stored,
            "catalogue": content,
            "title": content.title(sentences.language()),
            "rule": sentences.RULES[content.decision_rule],
            "classes": [(one.title(sentences.language()), one.least) for one in content.classes],
            "period": content.period(visitor.on.year),
            "last_day": last_day_of(content.period(visitor.on.year)),
            "rows": [_criterion_row(one, rows.get(one.id)) for one in content.criteria],
            "form": form if may_confirm else None,
            "versions": versions.order_by("valid_from", "pk"),
            "may_clone": _may_clone(visitor, stored),
            "may_change": stored.owner is not None
            and visitor.may("standards.clone", stored.owner)
            and queries.newest()[stored.catalogue_id] == stored,
        },
        status=409 if request.method == "POST" else 200,
    )


def _criterion_row(one: catalogues.Criterion, confirmation: Any) -> dict[str, object]:
    return {
        "criterion": one,
        "title": one.title(sentences.language()),
        "needed": sentences.needed_of(one),
        "article": sentences.article(one),
        "confirmation": confirmation,
        "is_confirmed": confirmation is not None or one.verified is catalogues.Verified.FULL,
        "verified": sentences.VERIFIED[one.verified],
        "tag": sentences.VERIFIED_TAGS[one.verified],
    }


def _may_clone(visitor: Visit, stored: StoredCatalogue) -> bool:
    own = _own(visitor)
    return (
        stored.owner is None
        and own.level == Level.PROVINCE
        and visitor.may("standards.clone", own)
        and not StoredCatalogue.objects.filter(owner=own, clone_of=stored.catalogue_id).exists()
    )


@officers_page
@require_GET
def catalogue_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a version as a YAML file."""
    _visitor(request)
    stored = get_object_or_404(StoredCatalogue, pk=pk)
    text = sheets.as_yaml(json.loads(stored.content))
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    name = f"{stored.catalogue_id}-{stored.version}.yaml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@officers_page
@require_http_methods(["GET", "POST"])
def clone_catalogue(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a catalogue the province's own sheet."""
    visitor = _visitor(request)
    stored = get_object_or_404(StoredCatalogue, pk=pk)
    own = _own(visitor)
    if own.level != Level.PROVINCE or not visitor.may("standards.clone", own):
        raise Http404
    form = forms.Clone(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = actions.clone_catalogue(
                catalogue=stored,
                owner=own,
                since=form.cleaned_data["since"],
                by=visitor.user,
                at=visitor.at,
            )
        except (actions.NotAProvince, actions.HasItAlready) as reason:
            form.add_error(None, refusal(reason))
        else:
            done(
                request,
                _(
                    "The sheet is the province's own now. Titles, points and thresholds can be changed."
                ),
            )
            return redirect("desk:change_sheet", sheet.pk)
    return show(
        request,
        "scorecard/clone",
        {"stored": stored, "title": stored.read().title(sentences.language()), "unit": own, "form": form},
        status=409 if form.errors else 200,
    )  # fmt: skip


@officers_page
@require_http_methods(["GET", "POST"])
def change_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the province's sheet a new version, by a form or by a file."""
    visitor = _visitor(request)
    stored = get_object_or_404(StoredCatalogue.objects.select_related("owner"), pk=pk)
    if stored.owner is None or not visitor.may("standards.clone", stored.owner):
        raise Http404
    is_file, is_sent = "file" in request.FILES, request.method == "POST"
    form = forms.Sheet(stored.read(), request.POST if is_sent and not is_file else None)
    upload = (
        forms.UploadSheet(request.POST or None, request.FILES) if is_file else forms.UploadSheet()
    )
    sent: django_forms.Form = upload if is_file else form
    faults: list[dict[str, object]] = []
    if is_sent and sent.is_valid():
        try:
            sheet = _changed(stored, form, upload, visitor)
        except CatalogueInvalid as reason:
            faults = _faults(reason.problems)
            sent.add_error(None, _("Nothing was loaded: what is wrong stands below."))
        except actions.CatalogueUsed as reason:
            sent.add_error(None, _used(reason))
        else:
            done(request, _("The sheet has a new version."))
            return redirect("desk:catalogue", sheet.pk)
    return show(
        request,
        "scorecard/sheet",
        {
            "stored": stored,
            "title": stored.read().title(sentences.language()),
            "form": sent,
            "sheet_form": form,
            "upload": upload,
            "faults": faults,
        },
        status=409 if is_sent else 200,
    )


def _changed(
    stored: StoredCatalogue, form: forms.Sheet, upload: forms.UploadSheet, visitor: Visit
) -> StoredCatalogue:
    if upload.is_bound:
        file = upload.cleaned_data["file"]
        (text,) = _read_all([file]).values()
        return actions.upload_sheet(
            sheet=stored, file=file.name, text=text, by=visitor.user, at=visitor.at
        )
    return actions.change_sheet(
        sheet=stored,
        changes=form.changes(),
        since=form.cleaned_data["since"],
        by=visitor.user,
        at=visitor.at,
    )
