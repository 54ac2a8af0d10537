"""The state of the grassroots force: teams by residential area, their tasks by the six groups, their yearly rating and the log of their
patrols. Of a patrol only begin, end, area and remarks are kept, never where anybody was; of the work with people who broke the law only
how many activities there were. No background file, diagnosis, ethnicity, religion or family of a member is
kept. Rosters, surveys and strengthening plans come with a later release.
"""
