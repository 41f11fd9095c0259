"""The edition in which the secretariat works, for all tests of this folder."""

from tests.prize_app.administering import edition, office, office_holder, reviewer, secretary

__all__ = ["edition", "office", "office_holder", "reviewer", "secretary"]
