"""The residents' face: report, follow up, look up a unit. It keeps nothing and decides nothing; it asks the rooms below and shows
their answer on a cheap phone, with or without scripts.
"""
