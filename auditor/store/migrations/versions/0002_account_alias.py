"""Other ways to write an account: a handle and an id that mean one account are one account."""

from alembic import op

from auditor.store.schema import account_alias

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    account_alias.create(op.get_bind(), checkfirst=True)
