"""The history begins, and the database itself refuses to change or delete an entry

Revision: 0002, after 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REFUSAL = "the history is append-only"


def upgrade() -> None:
    op.execute(f"INSERT INTO history_head (id, sequence, hash) VALUES (1, 0, '{'0' * 64}')")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()"
        )
    else:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER event_refuses_{verb} BEFORE {verb.upper()} ON event "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER event_is_append_only ON event")
        op.execute("DROP FUNCTION refuse_change_of_history()")
    else:
        op.execute("DROP TRIGGER event_refuses_update")
        op.execute("DROP TRIGGER event_refuses_delete")
    op.execute("DELETE FROM history_head")
