"""Invitations to every role that reviews, and a capacity for each."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"
branch_labels = None
depends_on = None

ROLE = {"length": 20}
WAS = "reviewer"  # what everybody was invited to so far


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("role", sa.String(**ROLE), nullable=False, server_default=WAS)
        )
        batch_op.drop_constraint(batch_op.f("uq_invitation_edition_id_email"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_invitation_edition_id_email_role"), ["edition_id", "email", "role"]
        )
    with op.batch_alter_table("reviewer_capacity", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("role", sa.String(**ROLE), nullable=False, server_default=WAS)
        )
        batch_op.drop_constraint(batch_op.f("pk_reviewer_capacity"), type_="primary")
        batch_op.create_primary_key(
            batch_op.f("pk_reviewer_capacity"),
            ["edition_id", "person_id", "category_key", "role"],
        )
    for table in ("invitation", "reviewer_capacity"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("role", server_default=None)


def downgrade() -> None:
    """Take back: what was asked of others than reviewers is not kept."""
    for table in ("reviewer_capacity", "invitation"):
        op.execute(sa.text(f"DELETE FROM {table} WHERE role <> '{WAS}'"))  # noqa: S608 - ours
    with op.batch_alter_table("reviewer_capacity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_reviewer_capacity"), type_="primary")
        batch_op.create_primary_key(
            batch_op.f("pk_reviewer_capacity"), ["edition_id", "person_id", "category_key"]
        )
        batch_op.drop_column("role")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_invitation_edition_id_email_role"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_invitation_edition_id_email"), ["edition_id", "email"]
        )
        batch_op.drop_column("role")
