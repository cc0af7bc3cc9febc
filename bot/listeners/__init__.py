"""Listeners turn gestures into events of the domain. They hold no rule."""
