"""Identities taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAME = "uq_same_person_one_id_other_id_fingerprint"
PAIR = ["one_id", "other_id", "fingerprint"]
CHECK = "ck_same_person_taking_back_is_a_no"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("same_person") as table:
        table.add_column(
            sa.Column("is_taking_back", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        table.drop_constraint(table.f(NAME), type_="unique")
        table.create_unique_constraint(table.f(f"{NAME}_is_taking_back"), [*PAIR, "is_taking_back"])
        table.create_check_constraint(table.f(CHECK), "not (is_same and is_taking_back)")


def downgrade() -> None:
    """Take back."""
    op.execute("DELETE FROM same_person WHERE is_taking_back")
    with op.batch_alter_table("same_person") as table:
        table.drop_constraint(table.f(CHECK), type_="check")
        table.drop_constraint(table.f(f"{NAME}_is_taking_back"), type_="unique")
        table.create_unique_constraint(table.f(NAME), PAIR)
        table.drop_column("is_taking_back")
