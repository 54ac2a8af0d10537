"""Early warning: scans over space and time on counts by place and category, the alerts they raise and what was done. Input is counts,
output is places; no person and no single report can be seen through it. Filled by a later release.
"""
