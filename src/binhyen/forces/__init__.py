"""The state of the grassroots force: teams by residential area and their yearly rating. No background file, diagnosis, ethnicity,
religion or family of a member is kept. Rosters, surveys, patrols and strengthening plans come with a later release.
"""
