"""The report under way on the screen: the open question, what was said, the review and the receipt.

Begin with `conversation.py`, and with `form.py` for the same questions in a modal.
"""
