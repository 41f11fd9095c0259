"""Nominations: the form, its files, the nominee's consent, and where a nomination stands."""
