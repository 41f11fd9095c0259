"""Conflicts of interest with evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "same_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_same_person_reason_is_given")),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_same_person_ids_in_order")),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["person.id"],
            name=op.f("fk_same_person_decided_by_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["one_id"], ["person.id"], name=op.f("fk_same_person_one_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["person.id"],
            name=op.f("fk_same_person_other_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_person")),
        sa.UniqueConstraint(
            "one_id",
            "other_id",
            "fingerprint",
            name=op.f("uq_same_person_one_id_other_id_fingerprint"),
        ),
    )
    with op.batch_alter_table("same_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_same_person_other_id"), ["other_id"], unique=False)

    op.create_table(
        "conflict_dismissal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("tie", sa.String(length=30), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dismissed_by", sa.Uuid(), nullable=True),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(reason) > 0", name=op.f("ck_conflict_dismissal_reason_is_given")
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_by"],
            ["person.id"],
            name=op.f("fk_conflict_dismissal_dismissed_by_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_conflict_dismissal_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_conflict_dismissal_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_dismissal")),
        sa.UniqueConstraint(
            "nomination_id",
            "person_id",
            "fingerprint",
            name=op.f("uq_conflict_dismissal_nomination_id_person_id_fingerprint"),
        ),
    )
    with op.batch_alter_table("conflict_dismissal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_conflict_dismissal_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("institution", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_objection_reason_is_given")),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_objection_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_objection_nomination_id"), ["nomination_id"], unique=False
        )

    with op.batch_alter_table("conflict_of_interest", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("source", sa.String(length=12), server_default="oneself", nullable=False)
        )
        batch_op.add_column(
            sa.Column("is_strict", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("evidence", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("window_since", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("declared_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_conflict_of_interest_declared_by_person"),
            "person",
            ["declared_by"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_conflict_of_interest_source_is_known"),
            "source in ('oneself', 'nominee', 'nominator', 'secretariat', 'detected', 'identity')",
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("conflict_of_interest", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_conflict_of_interest_declared_by_person"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("ck_conflict_of_interest_source_is_known"), type_="check"
        )
        batch_op.drop_column("declared_by")
        batch_op.drop_column("window_since")
        batch_op.drop_column("evidence")
        batch_op.drop_column("is_strict")
        batch_op.drop_column("source")

    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objection_nomination_id"))

    op.drop_table("objection")
    with op.batch_alter_table("conflict_dismissal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conflict_dismissal_person_id"))

    op.drop_table("conflict_dismissal")
    with op.batch_alter_table("same_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_same_person_other_id"))

    op.drop_table("same_person")
