"""The space-time permutation scan statistic, as a package of its own.

Purpose: find clusters of counts in space and time with an honest false-alarm rate (a recurrence interval), fast enough to scan a
nation every night. It will need numpy and numba only and knows nothing of Bình Yên, Django or Dask. Its functions come with their
own release; importing it today gives this statement and the version.
"""

__version__ = "0.1.0"
