"""Official papers in the layout of Decree 30/2020: drafted, checked, signed, numbered and issued, kept as issued with their hashes, and
the registers of what went out and came in. It refuses marks of state secrets, and keeps no person but the officers who act.
"""
