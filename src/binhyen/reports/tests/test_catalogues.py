import pytest

from binhyen.core.working_time import Measure
from binhyen.reports import catalogues
from binhyen.reports.catalogues import FILE, BadTaxonomy, Purpose, read, taxonomy

TEXT = FILE.read_text(encoding="utf-8")


def test_all_45_categories_and_20_clocks_are_there():
    assert len(taxonomy().categories) == 45
    assert len(taxonomy().clocks) == 20


def test_every_clock_says_in_numbers_what_it_says_in_words():
    clocks = taxonomy().clocks
    assert clocks["CLK-CRIME-GRAVE"].limits == {
        "ordinary": (24, Measure.HOURS),
        "remote": (48, Measure.HOURS),
    }
    assert clocks["CLK-CRIME-ACK"].limits["ordinary"] == (3, Measure.WORKING_DAYS)
    assert clocks["CLK-EMERG"].limits["ordinary"] == (0, Measure.HOURS)
    assert clocks["CLK-SERVICE"].limits == {
        "ordinary": (7, Measure.DAYS),
        "acknowledge": (1, Measure.WORKING_DAYS),
    }
    for clock in clocks.values():
        amount, _measure = clock.limits["ordinary"]
        assert (amount == 0) == (clock.limit == "immediately"), clock.id
        assert amount == 0 or str(amount) in clock.limit, clock.id
        assert clock.what_vi
        assert clock.law_vi and clock.law_en


def test_what_always_goes_up_is_passed_on_by_the_commune():
    for category in taxonomy().categories.values():
        if category.is_offered:
            always = category.escalate.startswith("always")
            assert (category.competence["commune"] == "pass_on") == always, category.code
            assert category.competence["province"] == "settle"


def test_residents_are_offered_neither_statistics_nor_refused_subjects_nor_what_a_rule_sets():
    offered = {c.code for group in taxonomy().offered().values() for c in group}
    assert len(offered) == 45 - 5 - 2 - 1
    assert not offered & {"CRM-SERIOUS", "DSP-PROLONGED", "OUT-PETITION", "OUT-BELIEF"}


def test_every_category_offered_has_plain_examples_in_both_languages():
    for group, categories in taxonomy().offered().items():
        assert group.name("vi") != group.name("en")
        for category in categories:
            assert category.examples("vi") and category.examples("en")
            assert category.name("vi") and category.name("en")


def test_danger_shows_the_number_before_the_form():
    categories = taxonomy().categories
    assert categories["FIR"].is_urgent and categories["FIR"].phones == ("114",)
    assert categories["SEX"].is_urgent
    assert not categories["NOI"].is_urgent


def test_violence_at_home_and_against_children_is_need_to_know():
    restricted = {
        c.code for c in taxonomy().categories.values() if c.is_restricted and c.is_offered
    }
    assert restricted == {"DMV", "CHD", "SEX", "MIS", "SCH-VIOLENCE", "SCH-DRUG"}


def test_no_category_can_hold_opinion_belief_or_petition():
    """P-01: the only codes that name such subjects are the ones that are refused."""
    for category in taxonomy().categories.values():
        words = f"{category.vi} {category.en}".lower()
        if any(
            word in words for word in ("tôn giáo", "chính kiến", "dân tộc", "opinion", "petition")
        ):
            assert category.is_refused


def test_a_clock_for_an_emergency_is_one():
    assert taxonomy().clocks["CLK-EMERG"].purpose is Purpose.EMERGENCY


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema: binhyen.incidents/1", "schema: other", "schema"),
        ("limits: {ordinary: 7 days}", "limits: {ordinary: a week}", "CLK-CRIME: a limit"),
        ("limits: {ordinary: 7 days}", "limits: {remote: 7 days}", "CLK-CRIME: limits"),
        ("sensitivity: S3", "sensitivity: S9", "sensitivity"),
        ("clocks: [CLK-MED]", "clocks: [CLK-GONE]", "clock"),
        ("group: traffic", "group: sky", "group"),
        ("purpose: MEDIATE", "purpose: WAIT", "purpose"),
        ("code: ROB\n", "code: THF\n", "THF stands twice"),
        ("    receiver: fire_police\n", "    reciever: fire_police\n", "FIR: missing"),
        ("competence: {commune: pass_on, province: settle}", "competence: {commune: settle}", "competence"),
        ("competence: {commune: pass_on,", "competence: {commune: perhaps,", "competence of the commune"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named(old: str, new: str, named: str):
    assert old in TEXT
    with pytest.raises(BadTaxonomy, match=named):
        read(TEXT.replace(old, new, 1))


def test_the_taxonomy_is_read_once():
    assert catalogues.taxonomy() is catalogues.taxonomy()
