"""The unit's own units: a commune's residential areas, agencies, enterprises and schools, added by form or table.

`places` knows how, `people` knows who may; here the two meet, so the acts that ask stand here.
"""
