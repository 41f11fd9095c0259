"""Letters of reviewers and their remarks, by round."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
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
    """Take back: second letters are not kept."""
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
