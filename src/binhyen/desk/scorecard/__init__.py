"""The desk's pages of judgement: the live scorecard, dossiers and their appraisal, and the registers of totals and recognitions
that they rest on. They decide nothing; acts and the policy do.
"""
