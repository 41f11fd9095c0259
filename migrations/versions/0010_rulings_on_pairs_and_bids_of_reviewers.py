"""Rulings on pairs and bids of reviewers."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "pair_ruling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("ruling", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ruling in ('locked', 'forbidden', 'lifted')",
            name=op.f("ck_pair_ruling_ruling_is_known"),
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_pair_ruling_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["person.id"],
            name=op.f("fk_pair_ruling_reviewer_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ruled_by"],
            ["person.id"],
            name=op.f("fk_pair_ruling_ruled_by_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_ruling")),
        sa.UniqueConstraint(
            "nomination_id", "reviewer_id", name=op.f("uq_pair_ruling_nomination_id_reviewer_id")
        ),
    )
    with op.batch_alter_table("pair_ruling", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pair_ruling_reviewer_id"), ["reviewer_id"], unique=False
        )

    op.create_table(
        "reviewer_bid",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(length=8), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer in ('yes', 'maybe', 'no')", name=op.f("ck_reviewer_bid_answer_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_reviewer_bid_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["person.id"],
            name=op.f("fk_reviewer_bid_reviewer_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewer_bid")),
        sa.UniqueConstraint(
            "nomination_id", "reviewer_id", name=op.f("uq_reviewer_bid_nomination_id_reviewer_id")
        ),
    )
    with op.batch_alter_table("reviewer_bid", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reviewer_bid_reviewer_id"), ["reviewer_id"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("reviewer_bid", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reviewer_bid_reviewer_id"))

    op.drop_table("reviewer_bid")
    with op.batch_alter_table("pair_ruling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_ruling_reviewer_id"))

    op.drop_table("pair_ruling")
