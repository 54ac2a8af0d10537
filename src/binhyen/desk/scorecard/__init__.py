"""The desk's pages of judgement: the live scorecard, dossiers and their appraisal, and the registers they rest on
(committees, initiatives, designations, teams). They decide nothing; acts and the policy do.
"""
