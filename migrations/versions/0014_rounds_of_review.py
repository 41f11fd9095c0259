"""Rounds of review."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "review_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("category_key", sa.String(length=60), nullable=False),
        sa.Column("round", sa.String(length=60), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["edition.id"],
            name=op.f("fk_review_order_edition_id_edition"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["person.id"],
            name=op.f("fk_review_order_reviewer_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_order")),
        sa.UniqueConstraint(
            "edition_id",
            "category_key",
            "round",
            "reviewer_id",
            name=op.f("uq_review_order_edition_id_category_key_round_reviewer_id"),
        ),
    )
    with op.batch_alter_table("review_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_order_reviewer_id"), ["reviewer_id"], unique=False
        )

    op.create_table(
        "pair_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.String(length=60), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(length=6), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer in ('first', 'second', 'equal')", name=op.f("ck_pair_answer_answer_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["nomination.id"],
            name=op.f("fk_pair_answer_first_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["person.id"],
            name=op.f("fk_pair_answer_reviewer_id_person"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["nomination.id"],
            name=op.f("fk_pair_answer_second_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_answer")),
        sa.UniqueConstraint(
            "round",
            "reviewer_id",
            "first_id",
            "second_id",
            name=op.f("uq_pair_answer_round_reviewer_id_first_id_second_id"),
        ),
    )
    with op.batch_alter_table("pair_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pair_answer_reviewer_id"), ["reviewer_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_pair_answer_second_id"), ["second_id"], unique=False)

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("round", sa.String(length=60), server_default="", nullable=False)
        )
        batch_op.drop_constraint(
            batch_op.f("uq_assignment_nomination_id_reviewer_id"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_nomination_id_reviewer_id_round"),
            ["nomination_id", "reviewer_id", "round"],
        )

    with op.batch_alter_table("ranking", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("round", sa.String(length=60), server_default="", nullable=False)
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("ranking", schema=None) as batch_op:
        batch_op.drop_column("round")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("uq_assignment_nomination_id_reviewer_id_round"), type_="unique"
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_nomination_id_reviewer_id"), ["nomination_id", "reviewer_id"]
        )
        batch_op.drop_column("round")

    with op.batch_alter_table("pair_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_answer_second_id"))
        batch_op.drop_index(batch_op.f("ix_pair_answer_reviewer_id"))

    op.drop_table("pair_answer")
    with op.batch_alter_table("review_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_order_reviewer_id"))

    op.drop_table("review_order")
