"""Where, and whose: units over time (province, district, commune, residential area, agency, enterprise, school), the successions
that tie what was to what became of it, and the boundaries that answer which commune a point lies in on a given day. It keeps
no location of any person.
"""
