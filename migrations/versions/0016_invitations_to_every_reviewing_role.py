"""Invitations to every role that reviews with a capacity for each; letters and talk by round."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
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
    for table in ("alias", "review_remark"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column("round", sa.String(60), nullable=False, server_default="")
            )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_alias"), type_="primary")
        batch_op.create_primary_key(batch_op.f("pk_alias"), ["nomination_id", "person_id", "round"])
    _part_by_round(op.get_bind())


def _part_by_round(connection: sa.Connection) -> None:
    """Keep each letter for the first round of its holder, and draw the next for each further one.

    Remarks belong to the latest round that their writer had then: the one under way.
    """
    rows = connection.execute(
        sa.text(
            "SELECT nomination_id, reviewer_id, round, assigned_at FROM assignment"
            " WHERE round <> '' ORDER BY nomination_id, assigned_at, reviewer_id, round"
        )
    ).all()
    taken = {
        n: most
        for n, most in connection.execute(
            sa.text("SELECT nomination_id, max(number) FROM alias GROUP BY nomination_id")
        )
    }
    seen = set()
    for nomination, person, of_round, at in rows:
        named = {"n": nomination, "p": person, "r": of_round, "at": at}
        if (nomination, person) in seen:
            taken[nomination] = named["k"] = taken[nomination] + 1
            connection.execute(sa.text(_FURTHER), named)
        else:
            connection.execute(sa.text(_FIRST), named)
            seen.add((nomination, person))
        connection.execute(sa.text(_REMARKS), named)
    decided = connection.execute(sa.text(_DECIDED)).all()
    for nomination, person in decided:
        taken[nomination] = taken.get(nomination, -1) + 1
        named = {"n": nomination, "p": person, "r": "", "k": taken[nomination]}
        connection.execute(sa.text(_FURTHER), named)


_FIRST = "UPDATE alias SET round = :r WHERE nomination_id = :n AND person_id = :p"
_FURTHER = "INSERT INTO alias (nomination_id, person_id, round, number) VALUES (:n, :p, :r, :k)"
_REMARKS = (
    "UPDATE review_remark SET round = :r"
    " WHERE nomination_id = :n AND person_id = :p AND written_at >= :at"
)
_DECIDED = """
SELECT DISTINCT d.nomination_id, p.person_id FROM decision d JOIN (
    SELECT id AS decision_id, proposed_by AS person_id FROM decision
    UNION SELECT decision_id, approved_by FROM approval
) p ON p.decision_id = d.id
WHERE p.person_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM alias a
    WHERE a.nomination_id = d.nomination_id AND a.person_id = p.person_id AND a.round = ''
)
"""


def downgrade() -> None:
    """Take back: what was asked of others than reviewers, and second letters, are not kept."""
    op.execute(
        sa.text(
            "DELETE FROM alias WHERE EXISTS (SELECT 1 FROM alias b WHERE b.number < alias.number"
            " AND b.nomination_id = alias.nomination_id AND b.person_id = alias.person_id)"
        )
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_alias"), type_="primary")
        batch_op.create_primary_key(batch_op.f("pk_alias"), ["nomination_id", "person_id"])
        batch_op.drop_column("round")
    with op.batch_alter_table("review_remark", schema=None) as batch_op:
        batch_op.drop_column("round")
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
