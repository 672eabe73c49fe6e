"""Whether a comment is the account's own may be unknown: some networks do not tell who wrote it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("comment") as table:
        table.alter_column("is_account", existing_type=sa.Boolean(), nullable=True)
