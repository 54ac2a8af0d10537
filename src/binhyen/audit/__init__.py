"""The sealed trail: every act writes one entry here in its own transaction, and a sealer chains entries in batches so that a
change, a removal or an insertion is found and named. Entries carry plain ids and no foreign keys, so the trail outlives what
it speaks of. It refuses free text about persons: an entry says what was done to which reference, not what anyone said.
"""
