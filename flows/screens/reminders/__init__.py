"""What the clock says on the screen: reminders, follow-up questions, Monday's summary, and what is to come.

It may show cases and steps. Begin with `reminder.py`.
"""
