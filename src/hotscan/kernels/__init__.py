"""The inner loops, compiled by numba: every function works on arrays alone, knows no Python object and no thread.

hotscan.native says how they are called and where their machine code is kept: only the first run after installing, or
after a change of any file here, waits for numba.
"""
