"""Reportedly: who is who, what is reported, by whom, and how well supported."""
