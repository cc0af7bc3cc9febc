"""Microsoft Graph's side: who leads whom, who is away, free times, meetings, mail and files in SharePoint.

All of it is optional, and imported only where Graph is set; `answers.py` alone is for those who live
without it too. Begin with `calls.py`.
"""
