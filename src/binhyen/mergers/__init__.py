"""What units kept that ended on a day, given to those in their place: areas, matters, dossiers, posts; ordered with the decision's
number, done in one transaction or not at all. It keeps what was ordered and how much went, in numbers, and nothing of what is inside.
"""
