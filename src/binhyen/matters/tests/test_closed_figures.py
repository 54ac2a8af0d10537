"""Every figure of matters that is told from how they stand, against a closed year that was counted by hand.

    what            opened    known when the books of 2026 were closed, on 1 February 2027
    noise 1         2 March   answered in an hour, settled after 1 day
    traffic risks   2 March   three, settled after 2, 3 and 4 days
    dispute 1       2 March   settled after 6 days: the parties were reconciled
    noise 2         12 March  three parts, one done; given to the team, which has not come; not answered
    traffic risk 4  22 March  settled on 20 January 2027: open as the year ended
    theft           1 April   proposed on the next day, not answered
    noise 3         11 April  given to the team, which came in half an hour
    fire risk       21 April  in hand
    dispute 2       1 May     twelve households: the sign of a hot spot

Of eleven five ended in the year, six were open on its last day, one was settled before the books were closed.

Clocks: one of service on each of the ten that are no crime, three on the theft. Five were met in the year, all in time;
that of traffic risk 4 was met afterwards and is not of the year. The theft was handed up too late, its other two clocks
and those of four matters ran out: twelve in all.
"""

from datetime import date, timedelta

import pytest

from binhyen.figures import closing, registry
from binhyen.figures.models import ClosedYear, Closing
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.matters import actions
from binhyen.matters.actions import Sorting, Target, Task
from binhyen.matters.models import CrewMember, Feedback, Matter, Part
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.people import actions as appointing
from binhyen.people.models import Post, Role
from binhyen.reports.models import Report

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
CLOSING = 336
EXPECTED = {
    "matters.open_now": (6, None),
    "matters.overdue_now": (6, None),
    "matters.above_now": (1, None),
    "matters.flagged": (1, None),
    "matters.confirmed": (6, None),
    "matters.pending": (5, None),
    "matters.mediation_success_share": (1, 1),
    "matters.median_days": (3, None),
    "matters.ninth_decile_days": (6, None),
    "matters.answered_in_a_day_share": (1, 1),
    "matters.clocks_met_share": (5, 12),
    "matters.parts_done_share": (1, 3),
    "matters.proposals_on_time_share": (0, 0),
    "matters.team_calls_answered": (1, None),
}


class Year:
    """The year told above, and whoever acts on it afterwards."""

    def __init__(self, at, people):
        self.begin, self.people, self.matters = at, people, {}

    def day(self, n, hours=0):
        return self.begin + timedelta(days=n, hours=hours)

    def open(self, name, n, category, **said):
        found = factories.matter(self.people["commune"], self.day(n), category=category, **said)
        actions.take_in_hand(matter=found, by=self.people["hanh"], at=self.day(n, 1))
        self.matters[name] = found.pk

    def acting(self, name, n, hours=2):
        return {
            "matter": Matter.objects.get(pk=self.matters[name]),
            "by": self.people["hanh"],
            "at": self.day(n, hours),
        }

    def report(self, name):
        return Report.objects.get(of_matter__matter=self.matters[name])

    def settle(self, name, n, outcome=Outcome.PLEDGED):
        actions.settle(outcome=outcome, words="Xong.", **self.acting(name, n))

    def reopen(self, name, n):
        actions.reopen(words="Lại có.", **self.acting(name, n))

    def sort(self, name, n, category):
        actions.triage(
            sorting=Sorting("Sắp lại", category, Severity.LOW, None), **self.acting(name, n)
        )

    def reply(self, name, n):
        actions.reply(report=self.report(name), words="Đã nhận.", **self.acting(name, n, 1))


@pytest.fixture
def year(at, commune, area, hanh, chief, province_chief, team_member):
    people = {"commune": commune, "hanh": hanh, "above": province_chief, "team": team_member}
    year = Year(at, people)
    year.crew = actions.found_crew(unit=commune, home=area, name="Tổ Cầu Lớn", by=chief, at=at)
    year.chief = chief
    year.open("noise 1", 0, "NOI")
    year.reply("noise 1", 0)
    year.settle("noise 1", 1)
    for n in (2, 3, 4):
        year.open(f"risk {n}", 0, "TRF-RISK")
        year.settle(f"risk {n}", n)
    year.open("dispute 1", 0, "DSP")
    year.settle("dispute 1", 6, Outcome.RECONCILED)
    year.open("noise 2", 10, "NOI", area=area)
    for words in ("Hỏi hộ A.", "Hỏi hộ B.", "Đo tiếng ồn."):
        actions.add_part(task=Task(words, Target(person=hanh)), **year.acting("noise 2", 11))
    actions.end_part(part=Part.objects.earliest("pk"), words="Đã hỏi.", by=hanh, at=year.day(12))
    actions.assign(to=Target(crew=year.crew), **year.acting("noise 2", 12))
    year.open("risk 5", 20, "TRF-RISK")
    year.open("theft", 30, "THF")
    actions.propose(kind=Kind.SUPPORT, words="Xin hướng dẫn.", **year.acting("theft", 31, 0))
    year.open("noise 3", 40, "NOI", area=area)
    actions.assign(to=Target(crew=year.crew), **year.acting("noise 3", 41))
    note(year, "noise 3", 41, minutes=30)
    year.open("fire", 50, "FIR-RISK")
    year.open("dispute 2", 60, "DSP")
    actions.record_signs(
        households=12, is_violence_threatened=False, **year.acting("dispute 2", 61)
    )
    year.settle("risk 5", 324)
    return year


def note(year, name, n, minutes=0, by="team"):
    acting = year.acting(name, n) | {"by": year.people[by]}
    acting["at"] += timedelta(minutes=minutes)
    actions.note(words="Đã đến.", **acting)


def close(year, *, day=CLOSING):
    return ClosedYear.objects.create(
        unit=year.people["commune"],
        year=2026,
        closed_at=year.day(day),
        closed_by="house",
        how=Closing.DUE,
    )


def part(year, n):
    return Part.objects.filter(matter=year.matters["noise 2"]).order_by("pk")[n]


def answer(year):
    proposal = Matter.objects.get(pk=year.matters["theft"]).proposals.get()
    above = year.people["above"]
    actions.answer(proposal=proposal, accepted=True, words="Được.", by=above, at=year.day(342))


def merge(year):
    into = Matter.objects.get(pk=year.matters["noise 2"])
    actions.merge(into=into, **year.acting("fire", 341))


def split(year):
    sorting = Sorting("Việc thứ hai", "TRF-RISK", Severity.LOW, None)
    actions.split(report=year.report("noise 3"), sorting=sorting, **year.acting("noise 3", 344))


def sort_there_and_back(year):
    year.sort("noise 3", 340, "TRF-RISK")
    year.sort("noise 3", 341, "NOI")


def refer(year):
    year.reopen("dispute 1", 340)
    actions.refer(to_whom="Tòa", outside_ref="1", words="Gửi.", **year.acting("dispute 1", 345))


def drop(year):
    actions.drop_part(part=part(year, 2), words="Thôi.", by=year.people["hanh"], at=year.day(343))


def end_part(year):
    actions.end_part(part=part(year, 1), words="Rồi.", by=year.people["hanh"], at=year.day(343))


def rename(year):
    actions.rename_crew(crew=year.crew, name="Tổ Cầu Nhỏ", by=year.chief, at=year.day(343))


def of_the_team(year, n):
    """Give the officer who came to noise 2 a post in the team, of old, on day `n`."""
    note(year, "noise 2", 13, by="hanh")
    since = year.day(5).date()
    appointing.found(
        user=year.people["hanh"], role=Role.TEAM_MEMBER, unit=year.crew.home, since=since, at=year.day(n)
    )  # fmt: skip


def of_the_crew(year, n):
    note(year, "noise 2", 13, by="hanh")
    actions.add_member(
        crew=year.crew, user=year.people["hanh"], since=year.day(5).date(), by=year.chief, at=year.day(n)
    )  # fmt: skip


#: What is done once the books are closed.
LATER = {
    "settle": lambda year: year.settle("fire", 350),
    "reopen": lambda year: year.reopen("noise 1", 340),
    "reopen what ended after the year": lambda year: year.reopen("risk 5", 340),
    "reopen and refer": refer,
    "sort into another kind": lambda year: year.sort("noise 3", 340, "THF"),
    "sort a dispute into another kind": lambda year: year.sort("dispute 2", 340, "NOI"),
    "sort there and back": sort_there_and_back,
    "merge": merge,
    "split": split,
    "answer": answer,
    "reply": lambda year: year.reply("noise 2", 345),
    "drop a part": drop,
    "do a part": end_part,
    "come late": lambda year: note(year, "noise 2", 340),
    "rename the team": rename,
    "enter late who was of the team": lambda year: of_the_team(year, 340),
    "enter late who was of the crew": lambda year: of_the_crew(year, 340),
}


def test_the_closed_year_is_what_was_counted_by_hand(year):
    close(year)
    scope = scope_of(year.people["commune"])
    assert by_hand.told(EXPECTED, scope, YEAR) == EXPECTED
    by_hand.check_records(EXPECTED, scope, YEAR)


@pytest.mark.parametrize("act", sorted(LATER))
def test_no_later_act_changes_a_closed_year(year, province, act):
    close(year)
    LATER[act](year)
    for unit in (year.people["commune"], province):
        assert by_hand.told(EXPECTED, scope_of(unit), YEAR) == EXPECTED
        by_hand.check_records(EXPECTED, scope_of(unit), YEAR)


def test_all_later_acts_together_change_nothing_and_are_told_once_the_year_is_open_again(year):
    row = close(year)
    for name in ("sort a dispute into another kind", "reopen", "reopen and refer", "reply", "answer", "merge"):  # fmt: skip
        LATER[name](year)
    scope = scope_of(year.people["commune"])
    assert by_hand.told(EXPECTED, scope, YEAR) == EXPECTED
    ClosedYear.objects.filter(pk=row.pk).update(reopened_at=year.day(360))
    now = by_hand.told(EXPECTED, scope_of(year.people["commune"]), YEAR)
    assert now["matters.mediation_success_share"] == (0, 0)
    assert now["matters.above_now"] == (0, None)
    assert now["matters.confirmed"] == (5, None)


@pytest.mark.parametrize("enter", [of_the_team, of_the_crew])
def test_who_was_of_the_team_counts_in_a_closed_year_where_it_was_known(year, enter):
    row = close(year)
    enter(year, 330)
    answered = ["matters.team_calls_answered"]
    scope = scope_of(year.people["commune"])
    assert by_hand.told(answered, scope, YEAR) == {answered[0]: (2, None)}
    for table in (Post, CrewMember):
        table.objects.filter(entered_at__gte=year.day(329)).update(entered_at=year.day(340))
    assert by_hand.told(answered, scope_of(year.people["commune"]), YEAR) == {
        answered[0]: (1, None)
    }
    ClosedYear.objects.filter(pk=row.pk).update(reopened_at=year.day(360))
    assert by_hand.told(answered, scope_of(year.people["commune"]), YEAR) == {
        answered[0]: (2, None)
    }


def test_a_kind_is_told_as_it_was_sorted_when_the_books_were_closed(year):
    close(year)
    year.sort("dispute 2", 340, "NOI")
    disputes = scope_of(year.people["commune"]).of(["DSP"])
    for name in ("matters.flagged", "matters.pending", "matters.open_now"):
        value = registry.ask(name, disputes, YEAR)
        assert (value.numerator, len(registry.lines(value.sources[0]))) == (1, 1), name


def test_a_month_of_the_closed_year_tells_who_was_open_as_it_ended(year):
    close(year)
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    found = by_hand.told(["matters.open_now"], scope_of(year.people["commune"]), march)
    assert found == {"matters.open_now": (2, None)}


def test_the_first_closing_that_holds_for_a_unit_counts(year, province, other_commune):
    close(year)
    ClosedYear.objects.create(
        unit=province,
        year=2026,
        closed_at=year.day(CLOSING + 5),
        closed_by="house",
        how=Closing.DUE,
    )
    both = closing.moments([year.people["commune"].pk, other_commune.pk], 2026)
    assert both == {
        year.people["commune"].pk: year.day(CLOSING),
        other_commune.pk: year.day(CLOSING + 5),
    }
    assert closing.moments([other_commune.pk], 2027) == {}


def test_a_clock_that_stood_still_is_not_late_once_it_ends(year):
    year.open("noise 4", 70, "NOI")
    asked = year.acting("noise 4", 71)
    actions.reply(report=year.report("noise 4"), words="Ở đâu?", awaits_answer=True, **asked)
    close(year)
    scope = scope_of(year.people["commune"])
    before = by_hand.told(["matters.clocks_met_share", "matters.overdue_now"], scope, YEAR)
    assert before == {"matters.clocks_met_share": (5, 12), "matters.overdue_now": (6, None)}
    year.settle("noise 4", 350)
    assert by_hand.told(before, scope_of(year.people["commune"]), YEAR) == before


def test_an_answer_taken_back_later_stays_in_the_closed_year_and_so_does_one_whose_stars_are_forgotten(
    year,
):
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    names = ("matters.said_settled_share", "matters.satisfaction_share")
    for n in range(10):
        name = f"said {n}"
        year.open(name, 3, "TRF-RISK")
        year.settle(name, 4)
        rated(year, name, 5, is_settled=n < 5)
    scope = scope_of(year.people["commune"])
    closed = close(year)
    before = by_hand.told(names, scope, march)
    assert before == dict.fromkeys(names, (5, 10))
    rated(year, "said 0", 340, is_settled=False)
    assert Feedback.objects.count() == 11
    assert by_hand.told(names, scope, march) == before
    assert actions.forget_loose(at=year.day(2000)) == 11
    assert by_hand.told(names, scope, march) == before
    ClosedYear.objects.filter(pk=closed.pk).delete()
    now = registry.ask("matters.said_settled_share", scope_of(year.people["commune"]), march)
    assert now.is_withheld


def rated(year, name, n, *, is_settled):
    actions.rate(
        report=year.report(name),
        is_settled=is_settled,
        stars=5 if is_settled else 2,
        words="Ý kiến của tôi.",
        at=year.day(n),
    )
