"""Early warning: scans over space and time on counts by place, day and kind, the alerts they raise and what was done. Input is
counts, output is places; no person and no single report can be seen through it, and what is need-to-know takes no part.
"""
