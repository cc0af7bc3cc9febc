"""The whole product with Slack, Graph, disk, network and clock simulated, in one thread, from a seed.

`history.py` plays one history; begin reading there. `__main__.py` plays many.
"""
