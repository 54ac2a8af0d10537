"""A survey round takes each answer once, keeps nobody's sheet, and says only what its answers allow."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import signing

from binhyen.audit.models import Entry
from binhyen.forces import actions, queries, questionnaires
from binhyen.forces.models import (
    Answering,
    Mistake,
    SurveyCode,
    SurveyFigure,
    SurveyGroup,
    SurveyKey,
    SurveyRemark,
    SurveyRound,
    SurveyTally,
)
from binhyen.forces.questionnaires import NotAnAnswer
from binhyen.forces.survey_results import Findings
from binhyen.forces.tests.factories import set_up_team, survey_round
from binhyen.people import policy

CONTENT = {"known": 1, "trusted": 5, "helpful": 4, "safe_at_night": 4}


@pytest.fixture
def team(commune, area, chief, at):
    return set_up_team(commune, "Tổ Cầu Lớn", chief, at, areas=(area,))


@pytest.fixture
def survey(commune, team, chief, at):
    return survey_round(commune, chief, at)


def block(survey, name):
    return next(one for one in Findings(survey).blocks() if one.block.id == name)


def result(survey, block_name, item):
    return next(one for one in block(survey, block_name).results if one.item.id == item)


def answer(area, at, **answers):
    sheet = actions.empty_sheet(area=area, at=at)
    actions.answer_openly(key=sheet.key, answers={**CONTENT, **answers}, at=at)


def test_a_round_asks_each_team_its_partners_and_each_area(survey, team, area):
    asked = {(one.who, one.partner): one.asked for one in queries.groups(survey)}
    assert asked["MEMBERS", ""] == 4 and asked["RESIDENTS", ""] == 60 and asked["COMMUNE", ""] == 1
    assert sum(who == Answering.PARTNERS for who, _partner in asked) == 5
    assert Entry.objects.filter(event="forces.survey_opened").count() == 1


def test_the_sample_is_divided_over_the_areas_without_a_rest(commune, area, team, chief, at):
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    factories.unit("Cầu Nhỏ", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    made = survey_round(commune, chief, at, target=61)
    assert sorted(one.asked for one in queries.groups(made, Answering.RESIDENTS)) == [30, 31]


def test_one_round_a_year_that_ends_after_it_begins(survey, commune, chief, at, province):
    with pytest.raises(actions.RoundThere):
        survey_round(commune, chief, at)
    with pytest.raises(actions.NotOneRound):
        survey_round(commune, chief, at, year=2027, days=-1)
    assert SurveyRound.objects.count() == 1


def test_nobody_of_another_commune_has_a_hand_in_it(survey, commune, team, area, lan, hanh, at):
    for act in (
        lambda: survey_round(commune, lan, at, year=2027),
        lambda: actions.draw_codes(survey=survey, by=hanh, at=at),
        lambda: actions.prolong_survey(survey=survey, closes_on=date(2026, 12, 1), by=lan, at=at),
        lambda: actions.state_figures(survey=survey, team=team, figures={}, by=lan, at=at),
        lambda: actions.type_in(survey=survey, area=area, sheets=[CONTENT], by=lan, at=at),
    ):
        with pytest.raises(policy.NotAllowed):
            act()


def test_a_resident_answers_once_and_leaves_counts(survey, area, at):
    sheet = actions.empty_sheet(area=area, at=at)
    entries = Entry.objects.count()
    actions.answer_openly(key=sheet.key, answers=CONTENT, at=at)
    with pytest.raises(actions.AnsweredTwice):
        actions.answer_openly(key=sheet.key, answers=CONTENT, at=at)
    assert SurveyGroup.objects.get(area=area).answered == 1
    assert set(SurveyTally.objects.values_list("item", "value", "n")) == {
        (item, value, 1) for item, value in CONTENT.items()
    }
    assert Entry.objects.count() == entries, "the trail would keep the minute"


def test_a_key_that_the_house_did_not_sign_is_not_known(survey, area, at):
    for forged in ("", "x:y:z", signing.dumps([1, "x"], salt="other"), signing.dumps([0, "x"], salt="binhyen.forces.survey")):  # fmt: skip
        with pytest.raises(actions.UnknownCode):
            actions.answer_openly(key=forged, answers=CONTENT, at=at)


def test_what_is_refused_uses_up_nothing(survey, area, at):
    sheet = actions.empty_sheet(area=area, at=at)
    with pytest.raises(NotAnAnswer):
        actions.answer_openly(key=sheet.key, answers={"known": 1, "trusted": 6}, at=at)
    with pytest.raises(actions.NothingAnswered):
        actions.answer_openly(key=sheet.key, answers={"known": None}, at=at)
    assert not SurveyKey.objects.exists() and not SurveyTally.objects.exists()
    actions.answer_openly(key=sheet.key, answers=CONTENT, at=at)


def test_before_the_first_and_after_the_last_day_nothing_is_taken(survey, area, at, chief):
    sheet = actions.empty_sheet(area=area, at=at)
    late = at + timedelta(days=40)
    assert actions.empty_sheet(area=area, at=late) is None
    assert actions.empty_sheet(area=area, at=at - timedelta(days=40)) is None
    with pytest.raises(actions.SurveyClosed):
        actions.answer_openly(key=sheet.key, answers=CONTENT, at=late)
    actions.prolong_survey(survey=survey, closes_on=late.date(), by=chief, at=late)
    actions.answer_openly(key=sheet.key, answers=CONTENT, at=late)


def test_a_code_works_once_and_its_words_stand_alone(survey, chief, at):
    slips = actions.draw_codes(survey=survey, by=chief, at=at)
    assert len(slips) == 4 + 5
    slip = next(one for one in slips if one.group.who == Answering.MEMBERS)
    answers = {"content": 2, "hard": [1, 2], "proposal": " Thêm người. "}
    actions.answer_by_code(code=slip.code.lower().replace("-", " "), answers=answers, at=at)
    with pytest.raises(actions.AnsweredTwice):
        actions.answer_by_code(code=slip.code, answers=answers, at=at)
    with pytest.raises(actions.UnknownCode):
        actions.answer_by_code(code="AAAA-AAAA-AAAA", answers=answers, at=at)
    remark = SurveyRemark.objects.get()
    assert (remark.words, remark.who) == ("Thêm người.", "MEMBERS")
    assert slip.code not in str(list(SurveyCode.objects.values()))


def test_the_order_of_the_rows_is_not_the_order_of_the_answers(survey, area, chief, at):
    slips = actions.draw_codes(survey=survey, by=chief, at=at)
    for slip in (one for one in slips if one.group.who == Answering.MEMBERS):
        actions.answer_by_code(code=slip.code, answers={"proposal": "Thêm người."}, at=at)
        answer(area, at)
    for table in (SurveyRemark, SurveyKey):
        rows = list(table.objects.order_by("pk").values_list("pk", flat=True))
        assert len(rows) == 4
        assert rows[-1] - rows[0] > 1000, "numbered one after another they tell who came when"


def test_codes_drawn_again_void_those_not_used(survey, chief, at):
    first = actions.draw_codes(survey=survey, by=chief, at=at)
    used, lost = [one for one in first if one.group.who == Answering.MEMBERS][:2]
    actions.answer_by_code(code=used.code, answers={"content": 3}, at=at)
    again = actions.draw_codes(survey=survey, by=chief, at=at)
    assert len(again) == len(first) - 1
    with pytest.raises(actions.UnknownCode):
        actions.answer_by_code(code=lost.code, answers={"content": 3}, at=at)
    with pytest.raises(actions.AnsweredTwice):
        actions.answer_by_code(code=used.code, answers={"content": 3}, at=at)


def test_figures_of_a_team_show_its_gaps_largest_first(survey, team, chief, at):
    figures = {"established": 5, "serving": 4, "uniforms": 1, "torches": 3}
    actions.state_figures(survey=survey, team=team, figures=figures, by=chief, at=at)
    actions.state_figures(survey=survey, team=team, figures={"torches": 2}, by=chief, at=at)
    assert SurveyFigure.objects.count() == 4
    gaps = [(gap.item.id, gap.value, gap.wanted) for gap in block(survey, "equipment").gaps]
    assert gaps == [("uniforms", 1, 4), ("torches", 2, 4)]
    assert [gap.item.id for gap in block(survey, "strength").gaps] == ["serving"]
    with pytest.raises(NotAnAnswer):
        actions.state_figures(survey=survey, team=team, figures={"torches": 900}, by=chief, at=at)


def test_the_registers_fill_in_what_they_know(survey, team):
    (found,) = queries.teams_surveyed(survey.unit, survey.opens_on)
    assert found == team
    assert queries.prefilled(survey, found) == {"established": 5, "serving": 4, "patrols": 0}


def test_paper_is_taken_all_or_nothing(survey, area, other_commune, hanh, at):
    with pytest.raises(NotAnAnswer):
        actions.type_in(survey=survey, area=area, sheets=[CONTENT, {"trusted": 9}], by=hanh, at=at)
    assert not SurveyTally.objects.exists()
    assert actions.type_in(survey=survey, area=area, sheets=[CONTENT, {}], by=hanh, at=at) == 1
    assert Entry.objects.get(event="forces.survey_typed_in").detail["forms"] == 1
    with pytest.raises(actions.NotOfTheCommune):
        actions.type_in(survey=survey, area=other_commune, sheets=[CONTENT], by=hanh, at=at)


@pytest.fixture
def typed(survey, area, hanh, at):
    """Two forms that Hạnh has just typed in, and what her page carries."""
    batch = actions.Batch(survey, area, [CONTENT, {"known": 0, "trusted": None}], uuid4())
    told = {"survey": survey, "area": area, "sheets": batch.sheets, "key": batch.key}
    assert actions.type_in(**told, by=hanh, at=at) == 2
    return batch


def receipt(batch, by, at):
    return actions.receipt(batch=batch, by=by, at=at)


def tallied():
    return set(SurveyTally.objects.values_list("item", "value", "n"))


def test_forms_typed_wrongly_leave_the_tallies_and_nothing_else_does(typed, area, hanh, at):
    answer(area, at, known=1)
    before = receipt(typed, hanh, at)
    actions.take_back_forms(receipt=before, because=Mistake.TYPED_WRONG, by=hanh, at=at)
    assert tallied() == {(item, value, 1) for item, value in CONTENT.items()}
    assert SurveyGroup.objects.get(area=area).answered == 1
    told = Entry.objects.get(event="forces.survey_taken_back").detail
    assert told["forms"] == 2 and told["because"] == "TYPED_WRONG"
    assert "known" not in str(told), "the trail keeps no answer"


def test_forms_are_taken_back_once(typed, hanh, at):
    before = receipt(typed, hanh, at)
    actions.take_back_forms(receipt=before, because=Mistake.TWICE, by=hanh, at=at)
    with pytest.raises(actions.AnsweredTwice):
        actions.take_back_forms(receipt=before, because=Mistake.TWICE, by=hanh, at=at)
    assert tallied() == set()


def test_only_what_one_typed_oneself_is_taken_back_and_on_the_same_day(typed, hanh, chief, lan, at):
    before = receipt(typed, hanh, at)
    for by, forged in ((chief, before), (lan, before), (hanh, before[:-1]), (hanh, "")):
        with pytest.raises(actions.UnknownCode):
            actions.take_back_forms(receipt=forged, because=Mistake.TWICE, by=by, at=at)
    with pytest.raises(actions.TooLate):
        actions.batch_of(receipt=before, by=hanh, at=at + timedelta(hours=13))
    assert len(tallied()) == 5


def test_no_receipt_is_given_for_answers_that_were_not_typed_in(typed, survey, area, hanh, at):
    other = replace(typed, sheets=[{"known": 1}])
    with pytest.raises(actions.UnknownCode):
        receipt(other, hanh, at)
    with pytest.raises(actions.AnsweredTwice):
        actions.type_in(
            survey=survey, area=area, sheets=other.sheets, key=typed.key, by=hanh, at=at
        )


def test_what_is_kept_of_a_page_of_paper_forms_leads_to_no_answer(typed):
    rows = str(list(SurveyKey.objects.values()))
    assert SurveyKey.objects.count() == 2 and str(typed.key) not in rows
    assert all(not name.startswith("sheet") for name in SurveyGroup.Privacy.plain)


def test_fewer_than_five_answers_say_nothing(survey, area, at):
    for _person in range(4):
        answer(area, at)
    found = result(survey, "residents", "trusted")
    assert (found.n, found.interval, found.counts) == (0, None, {})
    answer(area, at)
    found = result(survey, "residents", "trusted")
    assert found.n == 5 and found.interval.value == 5
    assert found.teams[0].interval.value == 5


def test_a_low_mean_is_a_gap_of_its_block(survey, area, at):
    for _person in range(6):
        answer(area, at, trusted=2)
    gap = block(survey, "residents").gaps[0]
    assert (gap.item.id, gap.value, gap.wanted) == ("trusted", 2, 3)


def test_a_round_is_compared_with_the_last_one_before_the_merger(
    commune, old_commune, area, chief, at
):
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    old_chief = factories.officer("Tạ Văn Hai", factories.Role.CHIEF, old_commune)
    old_area = factories.unit(
        "Cầu Cũ", level=Level.RESIDENTIAL_AREA, edition="local24", parent=old_commune,
        since=date(2020, 1, 1), until=factories.REFORM,
    )  # fmt: skip
    factories.succeed(old_area, area)
    then = at.replace(year=2024, month=9)
    set_up_team(old_commune, "Tổ Cầu Cũ", old_chief, then, areas=(old_area,))
    first = survey_round(old_commune, old_chief, then, year=2024)
    for value in (2, 3) * 5:
        answer(old_area, then, trusted=value)
    second = survey_round(commune, chief, at)
    for _person in range(6):
        answer(area, at, trusted=4)
    found = result(second, "residents", "trusted")
    assert queries.survey_before(second) == first and queries.survey_before(first) is None
    assert found.change == pytest.approx(1.5) and found.is_change_clear
    # the team serves the area that took the place of its own
    assert [row.interval.n for row in found.teams] == [6]


def test_a_round_is_read_with_a_few_queries(survey, area, at, django_assert_max_num_queries):
    for _person in range(6):
        answer(area, at)
    with django_assert_max_num_queries(16):
        list(Findings(survey).blocks())


def test_the_questionnaire_of_a_round_is_the_version_it_was_opened_with(survey):
    assert queries.questionnaire_of(survey) == questionnaires.latest()
