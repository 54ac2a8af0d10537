"""Official papers: numbering per unit and year, papers kept as issued with their hash, DOCX and PDF in the layout of Decree 30/2020.
It holds what was issued, not what is being argued; drafts belong to the rooms that write them. Filled by a later release.
"""
