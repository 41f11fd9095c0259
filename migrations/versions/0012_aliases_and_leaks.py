"""Aliases and leaks."""

import secrets
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from workflows.aliases import drawn_number

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "file_text",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_file_text")),
    )
    op.create_table(
        "alias",
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 0", name=op.f("ck_alias_counted_from_zero")),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_alias_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_alias_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("nomination_id", "person_id", name=op.f("pk_alias")),
        sa.UniqueConstraint("nomination_id", "number", name=op.f("uq_alias_nomination_id_number")),
    )
    op.create_table(
        "leak_ruling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ruled_by", sa.Uuid(), nullable=True),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_leak_ruling_reason_is_given")),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_leak_ruling_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ruled_by"],
            ["person.id"],
            name=op.f("fk_leak_ruling_ruled_by_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leak_ruling")),
        sa.UniqueConstraint(
            "nomination_id", "fingerprint", name=op.f("uq_leak_ruling_nomination_id_fingerprint")
        ),
    )
    op.create_table(
        "redacted_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_redacted_file_not_empty")),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_redacted_file_attachment_id_attachment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["placed_by"],
            ["person.id"],
            name=op.f("fk_redacted_file_placed_by_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redacted_file")),
    )
    with op.batch_alter_table("redacted_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_redacted_file_attachment_id"), ["attachment_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_redacted_file_sha256"), ["sha256"], unique=False)

    _give_aliases()


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("redacted_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redacted_file_sha256"))
        batch_op.drop_index(batch_op.f("ix_redacted_file_attachment_id"))

    op.drop_table("redacted_file")
    op.drop_table("leak_ruling")
    op.drop_table("alias")
    op.drop_table("file_text")


def _give_aliases() -> None:
    """Whoever was given a nomination before has an alias too, in the order of nothing."""
    bind = op.get_bind()
    assignment = sa.table(
        "assignment", sa.column("nomination_id", sa.Uuid()), sa.column("reviewer_id", sa.Uuid())
    )
    alias = sa.table(
        "alias",
        sa.column("nomination_id", sa.Uuid()),
        sa.column("person_id", sa.Uuid()),
        sa.column("number", sa.Integer()),
    )
    taken = defaultdict(set)
    rows = []
    pairs = bind.execute(sa.select(assignment.c.nomination_id, assignment.c.reviewer_id))
    for nomination, person in sorted(map(tuple, pairs)):
        number = drawn_number(taken[nomination], secrets.randbits(64))
        taken[nomination].add(number)
        rows.append({"nomination_id": nomination, "person_id": person, "number": number})
    if rows:
        bind.execute(sa.insert(alias), rows)
