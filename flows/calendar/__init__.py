"""Working time: hours, working days, calendar days and elapsed hours, and when several people are free.

It knows no case and no procedure; due times are built from it in `flows.procedure`. It imports nothing of
flows. Begin with `working_time.py`.
"""
