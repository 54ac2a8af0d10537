"""The state of the grassroots force: teams by residential area, their yearly rating and the log of their patrols. Of a patrol only begin,
end, area and remarks are kept, never where anybody was. No background file, diagnosis, ethnicity, religion or family of a member is
kept. Of a survey it holds counts of answers, never what one person answered.
"""
