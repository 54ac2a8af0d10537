"""One way to count: day counts written in the acts' own transactions, totals that only an authority may state, and the registry of
named figures that rooms above fill. It carries counts, never rows, and proves by recounting that both agree.
"""
