"""The demo story: Thủ Thừa 2023-2025, with invented people and invented matters, told by the acts of the house.

The places and their successions are real; every person, report, matter, committee seat, rating and paper number
in this story is invented. The story is seeded: it is the same every time, and it is told up to a moment that
the house's clock is then set to, so that the inbox is alive whatever the calendar on the wall says.
"""
