"""A campaign on paper: leaflet and slide as PDF, the activities as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.desk import tables
from binhyen.desk.campaigns import found
from binhyen.desk.officers import officers_page
from binhyen.desk.posts import visit_of
from binhyen.newsroom import actions, papers
from binhyen.newsroom.models import Activity


@officers_page
@require_GET
def pdf(request: HttpRequest, pk: int, shape: str) -> HttpResponse:
    """Give the leaflet, or the slide."""
    campaign = found.campaign_of(visit_of(request), pk)
    if shape not in papers.SHAPES:
        raise Http404
    page = reverse("portal:report")
    content = papers.drawn(
        campaign,
        papers.SHAPES[shape],
        address=request.build_absolute_uri(f"{page}?don-vi={campaign.unit.address}"),
        shown=f"{request.get_host()}{page}".rstrip("/"),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{shape}-{campaign.topic}.pdf"'
    return response


@dataclass(frozen=True)
class _Table:
    """The activities as a table."""

    watermark: str

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return _("Activities")

    @property
    def widths(self) -> Sequence[int]:
        """How wide the columns are."""
        return (12, 26, 26, 22, 12, 12, 12, 14)

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("Day"), _("Kind of activity"), _("Where"), _("Who noted it"), _("People who came"), _("People reached"), _("Pledges signed"),
            _("Cost in đồng"),
        ]  # fmt: skip

    def row(self, one: Activity) -> list[tables.Cell]:
        """Return the cells of an activity."""
        totals = [one.attended, one.reached, one.pledges, one.cost]
        who = one.get_body_display() if one.body else _("the commune")
        return [f"{one.held_on:%d/%m/%Y}", one.get_kind_display(), one.area.full_name, who, *totals]


@officers_page
@require_GET
def activities(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Give the activities as a file; it is on the trail before the first row leaves."""
    visitor = visit_of(request)
    campaign = found.campaign_of(visitor, pk)
    if kind not in tables.KINDS:
        raise Http404
    rows = actions.take_activities(campaign=campaign, as_what=kind, by=visitor.user, at=visitor.at)
    table = _Table(tables.watermark(visitor))
    return tables.answer(rows, table, name=f"tuyen-truyen-{campaign.pk}", kind=kind)
