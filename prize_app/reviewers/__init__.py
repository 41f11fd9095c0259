"""Reviewers: invited, bound by the terms, described by a profile, thanked in the end."""
