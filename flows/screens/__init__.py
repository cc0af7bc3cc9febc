"""Every screen is a function of stored facts: the same facts always show the same."""
