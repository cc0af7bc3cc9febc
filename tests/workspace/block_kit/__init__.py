"""Block Kit as Slack checks it, and the state of the elements people fill in."""
