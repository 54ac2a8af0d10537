"""Matters that may be the same, with the reason in plain words."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binhyen.desk import wording
from binhyen.desk.posts import Visit
from binhyen.matters import duplicates
from binhyen.matters.duplicates import Candidate
from binhyen.matters.models import Matter

#: How many stand on a matter's own page; the merge page shows them all.
SHOWN = 3
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_KILOMETRE = 1000


@dataclass(frozen=True)
class Alike:
    """A matter that may be the same, as a page shows it."""

    matter: Matter
    why: str

    @property
    def reference(self) -> str:
        """The reference of the matter."""
        return self.matter.reference

    @property
    def line(self) -> str:
        """All of it on one line, to choose from."""
        return f"{self.matter.reference}: {self.matter.title} ({self.why})"


def of(matter: Matter, visit: Visit) -> list[Alike]:
    """Return what may be the same as `matter`, the most alike first."""
    return dressed(duplicates.of(matter, visit.user, visit.on))


def dressed(candidates: list[Candidate]) -> list[Alike]:
    """Return the candidates with their reasons in words."""
    return [Alike(each.matter, why(each)) for each in candidates]


def why(candidate: Candidate) -> str:
    """Return the reasons that are known: "120 m, 2 hours, 70 % same words"."""
    parts = [_where(candidate), _when(candidate.apart), _what(candidate)]
    if candidate.same_words:
        share = {"share": round(candidate.same_words * 100)}
        parts.append(_("%(share)s %% same words") % share)
    return ", ".join(filter(None, parts))


def _where(candidate: Candidate) -> str:
    if candidate.metres is None:
        return _("same residential area") if candidate.is_same_area else ""
    if candidate.metres >= _KILOMETRE:
        return _("%(far)s km") % {"far": f"{candidate.metres / _KILOMETRE:.1f}".replace(".", ",")}
    return _("%(far)s m") % {"far": round(candidate.metres / 10) * 10}


def _when(apart: timedelta) -> str:
    if apart < _HOUR:
        minutes = max(apart // timedelta(minutes=1), 1)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if apart < 2 * _DAY:
        hours = apart // _HOUR
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", apart.days) % {"n": apart.days}


def _what(candidate: Candidate) -> str:
    """Say what it is where that differs."""
    return "" if candidate.is_same_category else wording.category_name(candidate.matter.category)
