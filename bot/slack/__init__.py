"""Slack's side: calls and files, screens drawn in Block Kit, and what people sent read back.

What is shown is decided in `flows.screens`; here it gets Slack's form and limits. Begin with `calls.py` for
what is asked of Slack, `blocks.py` for what is shown, `seen_message.py` for what comes.
"""
