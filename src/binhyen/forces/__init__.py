"""The state of the grassroots force: teams by residential area, who serves in them by which decisions, training and equipment, their
tasks by the six groups, their yearly rating, the log of their patrols and survey rounds. Of a patrol only begin, end, area and remarks are
kept, never where anybody was; of the work with people who broke the law only how many activities there were; of a survey only counts of
answers, never what one person answered. No background file, diagnosis, ethnicity, religion or family of a member is kept. Members are
known to the committee and the police of the commune and to themselves; everybody else sees numbers.
"""
