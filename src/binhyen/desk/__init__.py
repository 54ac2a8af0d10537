"""The officers' face: the home page of each role, the inbox, the matter page, the scorecard, the search. It keeps nothing and decides
nothing; what a page offers is what the policy allows.
"""
