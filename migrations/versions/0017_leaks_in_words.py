"""Leaks in words."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("file_text", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reader", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("leak_ruling", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("place", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("subject", sa.String(length=20), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("withheld", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("leak_ruling", schema=None) as batch_op:
        batch_op.drop_column("withheld")
        batch_op.drop_column("subject")
        batch_op.drop_column("place")

    with op.batch_alter_table("file_text", schema=None) as batch_op:
        batch_op.drop_column("reader")
