"""The workbench: what is to be settled, its way through the state machine, deadlines on the Vietnamese calendar, proposals to the
level above and their answers. It never edits a report and never reads who a protected reporter is.
"""
