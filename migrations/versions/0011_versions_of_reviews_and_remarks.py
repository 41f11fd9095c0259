"""Versions of reviews and remarks."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


REVIEW = sa.table(
    "review",
    sa.column("id", sa.Uuid()),
    sa.column("points", sa.JSON()),
    sa.column("reasons", sa.JSON()),
    sa.column("strengths", sa.Text()),
    sa.column("weaknesses", sa.Text()),
    sa.column("submitted_at", sa.DateTime(timezone=True)),
)
VERSION = sa.table(
    "review_version",
    sa.column("id", sa.Uuid()),
    sa.column("review_id", sa.Uuid()),
    sa.column("number", sa.Integer()),
    sa.column("points", sa.JSON()),
    sa.column("reasons", sa.JSON()),
    sa.column("strengths", sa.Text()),
    sa.column("weaknesses", sa.Text()),
    sa.column("change_reason", sa.Text()),
    sa.column("handed_in_at", sa.DateTime(timezone=True)),
)


def _first_versions() -> None:
    """What is in already is the first version of itself."""
    bind = op.get_bind()
    kept = (REVIEW.c.id, REVIEW.c.points, REVIEW.c.strengths, REVIEW.c.weaknesses)
    rows = bind.execute(
        sa.select(*kept, REVIEW.c.submitted_at).where(REVIEW.c.submitted_at.is_not(None))
    ).all()
    for review_id, points, strengths, weaknesses, submitted_at in rows:
        bind.execute(
            VERSION.insert().values(
                id=uuid4(),
                review_id=review_id,
                number=1,
                points=points,
                reasons={},
                strengths=strengths,
                weaknesses=weaknesses,
                change_reason="",
                handed_in_at=submitted_at,
            )
        )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "review_remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nomination_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
            name=op.f("fk_review_remark_nomination_id_nomination"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_review_remark_person_id_person"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_remark")),
    )
    with op.batch_alter_table("review_remark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_review_remark_nomination_id"), ["nomination_id"], unique=False
        )

    op.create_table(
        "review_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("weaknesses", sa.Text(), nullable=False),
        sa.Column("change_reason", sa.Text(), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_review_version_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_version_review_id_review"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_version")),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_review_version_review_id_number")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reasons", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("confidence", sa.Integer(), nullable=True))
    op.execute(sa.update(REVIEW).values(reasons={}))
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.alter_column("reasons", existing_type=sa.JSON(), nullable=False)
    _first_versions()


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_column("confidence")
        batch_op.drop_column("reasons")

    op.drop_table("review_version")
    with op.batch_alter_table("review_remark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_remark_nomination_id"))

    op.drop_table("review_remark")
