"""Amendments with what was signed; the plan of each handed-in form; words on consequences."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # No edition can have gone over to another plan before: these defaults reach no row.
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(
            sa.Column("content_hash", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("decisions", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("verdicts", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_amendment_edition_id_number"), ["edition_id", "number"]
        )

    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.add_column(sa.Column("amended", sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table("nomination_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("plan_version_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_nomination_version_plan_version_id_plan_version"),
            "plan_version",
            ["plan_version_id"],
            ["id"],
            ondelete="RESTRICT",
        )
    op.execute(
        "UPDATE nomination_version SET plan_version_id = (SELECT nomination.plan_version_id "
        "FROM nomination WHERE nomination.id = nomination_version.nomination_id)"
    )

    with op.batch_alter_table("plan_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decisions", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("plan_draft", schema=None) as batch_op:
        batch_op.drop_column("decisions")

    with op.batch_alter_table("nomination_version", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_nomination_version_plan_version_id_plan_version"), type_="foreignkey"
        )
        batch_op.drop_column("plan_version_id")

    with op.batch_alter_table("edition", schema=None) as batch_op:
        batch_op.drop_column("amended")

    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_amendment_edition_id_number"), type_="unique")
        batch_op.drop_column("verdicts")
        batch_op.drop_column("decisions")
        batch_op.drop_column("content_hash")
        batch_op.drop_column("number")
