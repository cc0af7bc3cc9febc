"""A strict stand-in for a Slack workspace and the Graph calls a bot makes, for tests and demo."""
