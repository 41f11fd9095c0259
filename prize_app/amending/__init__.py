"""Amendments: a draft reviewed, proposed, signed by two, taken; and the history of an edition."""
