"""Which rule takes a matter: the closest, whatever the order they stand in."""

from hypothesis import given
from hypothesis import strategies as st

from binhyen.matters.routing import Rule, Spot, idle, which

NOISE_HERE = Spot("NOI", "order", 1)
KINDS = {"NOI": "order", "ANI": "order", "FRD": "crime", "CHD": "child"}

spots = st.builds(
    lambda kind, area, restricted: Spot(kind, KINDS[kind], area, restricted),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from([None, 1, 2]),
    st.booleans(),
)
scopes = st.tuples(
    st.sampled_from([("", ""), *((kind, "") for kind in KINDS), *(("", g) for g in set(KINDS.values()))]),
    st.sampled_from([None, 1, 2]),
)  # fmt: skip
rulebooks = st.lists(st.tuples(scopes, st.booleans()), max_size=12, unique_by=lambda one: one[0])


def rules_of(drawn):
    return [
        Rule(number, category, group, area, is_to_officer)
        for number, (((category, group), area), is_to_officer) in enumerate(drawn)
    ]


def test_a_category_goes_before_its_group_and_a_group_before_any():
    any_, group, category = Rule(1), Rule(2, group="order"), Rule(3, "NOI")
    assert which([any_, group, category], NOISE_HERE) == category
    assert which([any_, group], NOISE_HERE) == group
    assert which([any_], NOISE_HERE) == any_
    assert which([], NOISE_HERE) is None


def test_an_area_goes_before_anywhere_but_never_before_a_closer_kind():
    here, anywhere = Rule(1, "NOI", area=1), Rule(2, "NOI")
    assert which([here, anywhere], NOISE_HERE) == here
    assert which([here, anywhere], Spot("NOI", "order", 2)) == anywhere
    assert which([Rule(3, group="order", area=1), anywhere], NOISE_HERE) == anywhere


def test_a_restricted_matter_passes_by_every_rule_for_a_crew():
    child = Spot("CHD", "child", 1, is_restricted=True)
    crew, officer = Rule(1, "CHD"), Rule(2, is_to_officer=True)
    assert which([crew, officer], child) == officer
    assert which([crew], child) is None


@given(rulebooks, spots, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_never_changes_the_answer(drawn, spot, chance):
    rules = rules_of(drawn)
    mixed = list(rules)
    chance.shuffle(mixed)
    assert which(rules, spot) == which(mixed, spot) == which(reversed(rules), spot)


@given(rulebooks, spots)
def test_no_two_rules_ever_tie(drawn, spot):
    closest = [rule.closeness() for rule in rules_of(drawn) if rule.takes(spot)]
    assert len(closest) == len(set(closest))


def test_a_rule_whose_every_matter_closer_rules_take_is_idle():
    spots_ = [Spot(kind, KINDS[kind], area) for kind in ("NOI", "ANI") for area in (None, 1)]
    group, noise, animals = Rule(1, group="order"), Rule(2, "NOI"), Rule(3, "ANI")
    assert idle([group, noise], spots_) == set()
    assert idle([group, noise, animals], spots_) == {1}
    assert idle([Rule(4, "FRD")], spots_) == {4}
