"""Lists made from a real register by seeded noise, with the truth kept apart: a year later, renamed, badly typed."""
